// Runs: inline text of a pasted page, cut where its look or its link changes.

import { writeAddress } from '../link_address'
import { cleanCharacters } from './characters'
import { declared } from './inert_html'

export const STRONG = 1
export const EMPHASIS = 2
export const STRUCK = 4
export const CODE = 8

/** A stretch of text with one look. A line break is a run of its own, holding `\n`. */
export interface Run {
  text: string
  marks: number
  href: string | null
}

/** The look that a node inherits from those around it. */
export type Look = Omit<Run, 'text'>

export const PLAIN: Look = { marks: 0, href: null }

const MARK_OF: Readonly<Record<string, number>> = {
  B: STRONG,
  STRONG: STRONG,
  I: EMPHASIS,
  EM: EMPHASIS,
  CITE: EMPHASIS,
  S: STRUCK,
  STRIKE: STRUCK,
  DEL: STRUCK,
  CODE: CODE,
  KBD: CODE,
  SAMP: CODE,
  TT: CODE,
}

/** The look inside `element`: its name first, then its own style, which may take a mark away. */
export function lookInside(element: Element, outer: Look): Look {
  let marks = outer.marks | (MARK_OF[element.tagName] ?? 0)
  marks = settle(marks, STRONG, declared(element, 'font-weight'), /^(?:bold|bolder|[6-9]00)$/)
  marks = settle(marks, EMPHASIS, declared(element, 'font-style'), /^(?:italic|oblique)/)
  marks = settle(marks, STRUCK, declared(element, 'text-decoration(?:-line)?'), /line-through/)
  const href = element.tagName === 'A' ? element.getAttribute('href') : null
  return { marks, href: href === null ? outer.href : writeAddress(href) }
}

/** The run of one text node, its white space folded as a browser folds it. */
export function textRun(text: string, look: Look): Run {
  return { ...look, text: cleanCharacters(text).replace(/\s+/g, ' ') }
}

function settle(marks: number, mark: number, value: string, on: RegExp): number {
  if (on.test(value)) return marks | mark
  // An underline says nothing about a line through the text, a weight of 400 says "not bold".
  return mark !== STRUCK && /^(?:normal|[1-5]00)$/.test(value) ? marks & ~mark : marks
}
