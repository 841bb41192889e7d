// Everything inside an element as one line of runs: for headings and the cells of tables.

import { type Look, lookInside, PLAIN, type Run, textRun } from './runs'

/** What is nested deeper is read as words only: no page that a person wrote nests so far. */
export const MAX_DEPTH = 100

const APART = /^(?:P|DIV|LI|DT|DD|TR|TD|TH|H[1-6]|UL|OL|BLOCKQUOTE|PRE|TABLE|CAPTION)$/

/** The inline text of `element`, whatever blocks it holds, with a space where two of them met. */
export function flatRuns(element: Element, look: Look, depth = 0): Run[] {
  const runs: Run[] = []
  collect(element, look, depth, runs)
  return runs
}

function collect(parent: Element, look: Look, depth: number, runs: Run[]): void {
  const tooDeep = depth > MAX_DEPTH
  if (tooDeep) runs.push(textRun(parent.textContent ?? '', look))
  for (const node of tooDeep ? [] : parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) runs.push(textRun(node.nodeValue ?? '', look))
    if (!(node instanceof Element)) continue
    const apart = APART.test(node.tagName) || node.tagName === 'BR'
    if (apart) separate(node, runs)
    collect(node, lookInside(node, look), depth + 1, runs)
    if (apart) runs.push({ ...look, text: ' ' })
  }
}

/** One line has no bullets: items after the first are told apart by a semicolon. */
function separate(element: Element, runs: Run[]): void {
  while (runs.length && !runs.at(-1)?.text.trim()) runs.pop()
  const text = element.tagName === 'LI' && runs.length ? '; ' : ' '
  runs.push({ ...PLAIN, text })
}
