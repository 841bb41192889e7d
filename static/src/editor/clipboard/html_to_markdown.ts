// Blocks of a pasted page, written as Markdown.

import { cleanCharacters } from './characters'
import { escapeLineStart } from './escapes'
import { flatRuns, MAX_DEPTH } from './flat_runs'
import { inlineMarkdown } from './inline_markdown'
import { parsePastedPage } from './pasted_page'
import { longestTicks } from './pieces'
import { type Look, lookInside, PLAIN, type Run, STRONG, textRun } from './runs'
import { tableMarkdown } from './table_markdown'

const PARAGRAPH =
  /^(?:P|DIV|SECTION|ARTICLE|HEADER|FOOTER|MAIN|ASIDE|NAV|FIGURE|FIGCAPTION|ADDRESS|CENTER|FORM|FIELDSET|DETAILS|SUMMARY|DL|DT|DD|LI|TR|TD|TH|CAPTION)$/

type ListKind = 'UL' | 'OL'

interface Block {
  text: string
  /** What kind of list it is, so that two neighbours do not become one. */
  list?: ListKind
}

/** HTML from a clipboard as Markdown without any HTML in it; '' when it is too large to read. */
export function htmlToMarkdown(html: string): string {
  const body = parsePastedPage(html)
  return body ? pageMarkdown(body) : ''
}

/** A page that was parsed already, as Markdown. */
export function pageMarkdown(body: Element): string {
  return joined(new Blocks().readInside(body, PLAIN, 0).end(), '\n\n')
}

/** Gathers blocks in reading order; text between two blocks becomes a paragraph. */
class Blocks {
  private readonly blocks: Block[] = []
  private runs: Run[] = []

  readInside(parent: Node, look: Look, depth: number): this {
    const tooDeep = depth > MAX_DEPTH
    if (tooDeep) this.runs.push(textRun(parent.textContent ?? '', look))
    for (const node of tooDeep ? [] : parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.runs.push(textRun(node.nodeValue ?? '', look))
      else if (node instanceof Element) this.readElement(node, look, depth)
    }
    return this
  }

  end(): readonly Block[] {
    this.endParagraph()
    return this.blocks
  }

  private readElement(element: Element, look: Look, depth: number): void {
    const inner = lookInside(element, look)
    const name = element.tagName
    if (name === 'BR') this.readBreak(look)
    else if (/^H[1-6]$/.test(name)) this.add({ text: heading(element, inner, depth) })
    else if (name === 'UL' || name === 'OL') this.addList(element, name, inner, depth)
    else if (name === 'BLOCKQUOTE') this.add({ text: quote(element, inner, depth) })
    else if (name === 'PRE') this.add({ text: fenced(element) })
    else if (name === 'HR') this.add({ text: '---' })
    else if (name === 'TABLE') this.readTable(element, inner, depth)
    else this.readOther(element, inner, depth)
  }

  /** Two breaks in a row are how mail and the web write a new paragraph. */
  private readBreak(look: Look): void {
    if (this.runs.findLast((run) => run.text.trim() || run.text === '\n')?.text === '\n') {
      this.endParagraph()
    } else this.runs.push({ ...look, text: '\n' })
  }

  /** A table of one cell is a frame that somebody drew around text. */
  private readTable(table: Element, look: Look, depth: number): void {
    const cells = table.querySelectorAll('td, th')
    const caption = table.querySelector(':scope > caption')
    if (caption) this.readElement(caption, look, depth + 1)
    if (cells.length === 1 && cells[0]) this.readElement(cells[0], look, depth + 1)
    else this.add({ text: tableMarkdown(table, look) })
  }

  private readOther(element: Element, look: Look, depth: number): void {
    const apart = PARAGRAPH.test(element.tagName)
    if (apart) this.endParagraph()
    this.readInside(element, look, depth + 1)
    if (apart) this.endParagraph()
  }

  private addList(list: Element, kind: ListKind, look: Look, depth: number): void {
    this.endParagraph()
    const previous = this.blocks.at(-1)
    const other = previous?.list === kind && !/^(?:\*|\d+\)) /.test(previous.text)
    this.add({ text: listMarkdown(list, kind, look, depth, other), list: kind })
  }

  private add(block: Block): void {
    this.endParagraph()
    if (block.text) this.blocks.push(block)
  }

  private endParagraph(): void {
    const text = inlineMarkdown(this.runs).split('\n').map(escapeLineStart).join('\n')
    this.runs = []
    if (text) this.blocks.push({ text })
  }
}

function joined(blocks: readonly Block[], gap: string): string {
  return blocks.map((block) => block.text).join(gap)
}

/** A heading holds one line, and is bold already. */
function heading(element: Element, look: Look, depth: number): string {
  const runs = flatRuns(element, look, depth).map((run) => ({ ...run, marks: run.marks & ~STRONG }))
  const text = inlineMarkdown(runs).replace(/\\\n/g, ' ')
  return text && `${'#'.repeat(Number(element.tagName[1]))} ${text.replace(/#+$/, '\\$&')}`
}

function quote(element: Element, look: Look, depth: number): string {
  const text = joined(new Blocks().readInside(element, look, depth + 1).end(), '\n\n')
  return text && prefixed(text, '> ', '> ')
}

/** Lists are written close together: a blank line between items says nothing to a reader. */
function listMarkdown(list: Element, kind: ListKind, look: Look, depth: number, other: boolean) {
  const first = Number.parseInt(list.getAttribute('start') ?? '1', 10)
  let number = first >= 0 && first < 1e6 ? first : 1
  const items: string[] = []
  for (const item of list.children) {
    const blocks = new Blocks().readInside(item, lookInside(item, look), depth + 1).end()
    const marker = kind === 'UL' ? `${other ? '*' : '-'} ` : `${number++}${other ? ')' : '.'} `
    const gaps = blocks.map((block, at) => (at ? (block.list ? '\n' : '\n\n') : '') + block.text)
    // As the editor indents: room for a second digit, so that renumbering moves nothing.
    const indent = ' '.repeat(kind === 'OL' ? Math.max(4, marker.length) : marker.length)
    items.push(prefixed(gaps.join(''), marker, indent).trimEnd())
  }
  return items.join('\n')
}

function fenced(element: Element): string {
  for (const line of element.querySelectorAll('br')) line.replaceWith('\n')
  const code = cleanCharacters(element.textContent ?? '').replace(/^\n+|\s+$/g, '')
  const fence = '`'.repeat(Math.max(3, longestTicks(code) + 1))
  return code && `${fence}\n${code}\n${fence}`
}

/** `text` with `first` before its first line and `rest` before the others. */
function prefixed(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, at) => ((at ? rest : first) + line).replace(/^\s+$/, '').replace(/> $/, '>'))
    .join('\n')
}
