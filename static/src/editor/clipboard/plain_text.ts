// Plain words in and out of the clipboard.

import { cleanCharacters } from './characters'
import { escapeInline, escapeLineStart } from './escapes'
import { inertBody } from './inert_html'

const ITEM = /^[ \t]*(?:([-*•·▪◦–])|(\d{1,9})[.)])[ \t]+(?=\S)/

/**
 * Pasted plain text as Markdown.
 *
 * As in a word processor each line is a paragraph and every character shows as itself, with one
 * courtesy: lines that begin with a bullet or a number become a list, as they do when typed.
 * A single line is only words: it goes into the sentence it is pasted in.
 */
export function plainTextToMarkdown(text: string): string {
  const lines = cleanCharacters(text)
    .replace(/^\n+|\s+$/g, '')
    .split('\n')
  if (lines.length === 1) return escapeLineStart(escapeInline(lines[0]?.replace(/\t/g, ' ') ?? ''))
  let out = ''
  let inList = false
  for (const line of lines.map((each) => each.trim()).filter((each) => each)) {
    const item = ITEM.exec(line)
    const words = escapeInline(line.slice(item?.[0].length ?? 0).replace(/\t/g, ' '))
    const marker = item?.[2] ? `${Number(item[2])}. ` : '- '
    if (out) out += inList && item ? '\n' : '\n\n'
    out += item ? marker + words : escapeLineStart(words)
    inList = item !== null
  }
  return out
}

/** Pasted plain text as one line for a cell of a table. */
export function plainTextToCell(text: string): string {
  return escapeInline(cleanCharacters(text).replace(/\s+/g, ' '), true)
}

const APART = /^(?:P|H[1-6]|UL|OL|BLOCKQUOTE|PRE|TABLE|HR)$/

/** Our own HTML as words to read: bullets and numbers stay, marks go, cells are parted by tabs. */
export function readableText(html: string): string {
  return textOf(inertBody(html), '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
}

function textOf(parent: Element, indent: string): string {
  let out = ''
  for (const node of parent.childNodes) {
    if (!(node instanceof Element)) out += (node.nodeValue ?? '').replace(/\n/g, ' ')
    else out += elementText(node, indent)
  }
  return out
}

function elementText(element: Element, indent: string): string {
  const name = element.tagName
  if (name === 'BR') return '\n'
  if (name === 'HR') return '\n\n———\n\n'
  if (name === 'PRE') return `\n\n${element.textContent}\n\n`
  if (name === 'UL' || name === 'OL') return listText(element, indent)
  if (name === 'TABLE')
    return `\n\n${[...element.querySelectorAll('tr')].map(rowText).join('\n')}\n\n`
  if (!APART.test(name)) return textOf(element, indent)
  return `\n\n${textOf(element, indent).trim()}\n\n`
}

function rowText(row: Element): string {
  return Array.from(row.children, (cell) => textOf(cell, '')).join('\t')
}

function listText(list: Element, indent: string): string {
  const start = Number.parseInt(list.getAttribute('start') ?? '1', 10)
  const items = Array.from(list.children, (item, at) => {
    const marker = list.tagName === 'OL' ? `${start + at}. ` : '• '
    return indent + marker + textOf(item, `${indent}  `).trim()
  })
  return `${indent ? '\n' : '\n\n'}${items.join('\n')}${indent ? '' : '\n\n'}`
}
