// The Markdown a charter may hold: CommonMark, tables and strikethrough, without raw HTML.

import {
  defineLanguageFacet,
  Language,
  LanguageSupport,
  languageDataProp,
} from '@codemirror/language'
import {
  type BlockContext,
  parser as commonmark,
  type InlineContext,
  type LeafBlock,
  type Line,
  type MarkdownConfig,
  type MarkdownParser,
  Strikethrough,
  Table,
} from '@lezer/markdown'
import { bareAddress } from './link_address'

const languageData = defineLanguageFacet()

const LESS_THAN = 60

/** `<https://example.org>`, in the place where the package reads HTML as well. */
function readAutolink(cx: InlineContext, next: number, start: number): number {
  const written = next === LESS_THAN && /^<([^<> ]+)>/.exec(cx.slice(start, cx.end))?.[1]
  if (!written || !bareAddress(written)) return -1
  const end = start + written.length + 2
  const parts = [
    cx.elt('LinkMark', start, start + 1),
    cx.elt('URL', start + 1, end - 1),
    cx.elt('LinkMark', end - 1, end),
  ]
  return cx.addElement(cx.elt('Autolink', start, end, parts))
}

/** The package's tables; spaces that nobody sees after a line of dashes make no difference. */
const tables: MarkdownConfig = {
  ...Table,
  parseBlock: (Table.parseBlock ?? []).map((block) => ({
    ...block,
    leaf(cx: BlockContext, leaf: LeafBlock) {
      const table = block.leaf?.(cx, leaf) ?? null
      if (!table) return null
      const nextLine = table.nextLine.bind(table)
      table.nextLine = (at, line, rows) => nextLine(at, withoutEnd(line), rows)
      return table
    },
    endLeaf(cx: BlockContext, line: Line, leaf: LeafBlock) {
      const peekLine = { value: () => trimEnd(cx.peekLine()) }
      return block.endLeaf?.(Object.create(cx, { peekLine }), line, leaf) ?? false
    },
  })),
}

function withoutEnd(line: Line): Line {
  return Object.create(line, { text: { value: trimEnd(line.text) } })
}

function trimEnd(text: string): string {
  return text.replace(/[ \t]+$/, '')
}

/** Lets a paragraph go on at a line that begins with HTML: the package has no option for it. */
function withoutHtmlEnds(parser: MarkdownParser): MarkdownParser {
  const ends: ((cx: null, line: object, leaf: object) => boolean)[] = Reflect.get(
    parser,
    'endLeafBlock',
  )
  const html = { text: '<div>', pos: 0, basePos: 0, next: LESS_THAN }
  ends.splice(0, ends.length, ...ends.filter((end) => !end(null, html, { parsers: [] })))
  return parser
}

/**
 * The parser that decides what every reader sees.
 *
 * Setext headings and indented code are left out because nobody who writes in the page can tell
 * that a dashed line or four spaces would mean something; definitions of links because they would
 * not be seen; HTML because a charter shows it as text.
 */
export const parser: MarkdownParser = withoutHtmlEnds(
  commonmark.configure([
    tables,
    Strikethrough,
    {
      props: [languageDataProp.add((type) => (type.isTop ? languageData : undefined))],
      remove: ['HTMLBlock', 'SetextHeading', 'IndentedCode', 'LinkReference'],
      parseInline: [{ name: 'HTMLTag', parse: readAutolink }],
    },
  ]),
)

/** The same parser as a language of the editor, parsed incrementally as people type. */
export const charterLanguage = new LanguageSupport(
  new Language(languageData, parser, [], 'charter'),
)
