// What a line begins with: quote bars, indentation, then the marker of an item or a heading.

import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { EditorState, Line, Text } from '@codemirror/state'
import type { SyntaxNode, Tree } from '@lezer/common'

export type Kind = 'text' | 'bullet' | 'ordered' | 'heading'

export interface Prefix {
  kind: Kind
  /** `> ` for every quote the line is in. */
  quote: string
  indent: string
  /** With the spaces after it; empty for text. */
  marker: string
  /** An ordered item's number, a heading's level, else 0. */
  number: number
  /** How many characters all of it takes. */
  length: number
}

const PREFIX =
  /^((?:\s{0,3}>[ \t]?)*)([ \t]*)(?:([-*+][ \t]+)|((\d{1,9})[.)][ \t]+)|((#{1,6})[ \t]+))?/

export function prefixOf(text: string): Prefix {
  const [all = '', quote = '', indent = '', bullet, ordered, digits, heading, hashes] =
    PREFIX.exec(text) ?? []
  const kind = bullet ? 'bullet' : ordered ? 'ordered' : heading ? 'heading' : 'text'
  return {
    kind,
    quote,
    indent,
    marker: bullet ?? ordered ?? heading ?? '',
    number: Number(digits ?? hashes?.length ?? 0),
    length: all.length,
  }
}

export function isItem(prefix: Prefix): boolean {
  return prefix.kind === 'bullet' || prefix.kind === 'ordered'
}

/** How far text under an item is indented to stay in it, room for a second digit included. */
export function childIndent(prefix: Prefix): number {
  return prefix.indent.length + (prefix.kind === 'ordered' ? 4 : 2)
}

/** Where the text people see begins on a line. */
export function contentStart(line: Line): number {
  return line.from + prefixOf(line.text).length
}

/** Whether a line holds nothing to see: empty, or only quote bars. */
export function isBlank(text: string): boolean {
  return /^[\s>]*$/.test(text)
}

/** Line numbers of a run of blank lines, and the one in it that shows as an empty paragraph. */
export interface Gap {
  first: number
  last: number
  place: number | null
}

/**
 * The run of blank lines around a blank line.
 *
 * A blank line that touches text only parts two paragraphs; typing on it would join them. The first
 * that does not is where a new paragraph can be typed.
 */
export function gapAt(doc: Text, lineNumber: number): Gap {
  let first = lineNumber
  let last = lineNumber
  while (first > 1 && isBlank(doc.line(first - 1).text)) first--
  while (last < doc.lines && isBlank(doc.line(last + 1).text)) last++
  const place = first + (first > 1 ? 1 : 0)
  return { first, last, place: place + (last < doc.lines ? 1 : 0) <= last ? place : null }
}

/** Parsing must not hold up a key press; what is further down comes later. */
const PARSE_MS = 50

/** The tree, parsed at least to `upto` unless that takes too long. */
export function treeTo(state: EditorState, upto: number): Tree {
  return ensureSyntaxTree(state, upto, PARSE_MS) ?? syntaxTree(state)
}

/** The innermost node of that name around a position, looked for on both sides of it. */
export function enclosing(state: EditorState, pos: number, name: string): SyntaxNode | null {
  const tree = treeTo(state, Math.min(state.doc.length, pos + 1))
  for (const side of [1, -1] as const)
    for (let node: SyntaxNode | null = tree.resolveInner(pos, side); node; node = node.parent)
      if (node.name === name) return node
  return null
}

/** Whether a position stands in code, where every character means itself. */
export function inCode(state: EditorState, pos: number): boolean {
  return enclosing(state, pos, 'FencedCode') !== null
}
