// The Markdown a charter may hold: CommonMark, tables and strikethrough, without raw HTML.

import {
  defineLanguageFacet,
  Language,
  LanguageSupport,
  languageDataProp,
} from '@codemirror/language'
import { parser as commonmark, type MarkdownParser, Strikethrough, Table } from '@lezer/markdown'

const languageData = defineLanguageFacet()

/**
 * The parser that decides what every reader sees.
 *
 * Setext headings and indented code are left out because nobody who writes in the page can tell
 * that a dashed line or four spaces would mean something; HTML because a charter shows it as text.
 */
export const parser: MarkdownParser = commonmark.configure([
  Table,
  Strikethrough,
  {
    props: [languageDataProp.add((type) => (type.isTop ? languageData : undefined))],
    remove: ['HTMLBlock', 'HTMLTag', 'SetextHeading', 'IndentedCode'],
  },
])

/** The same parser as a language of the editor, parsed incrementally as people type. */
export const charterLanguage = new LanguageSupport(
  new Language(languageData, parser, [], 'charter'),
)
