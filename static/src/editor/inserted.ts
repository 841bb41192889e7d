// The glyphs that a transaction puts in, each in the style its place gives it.

import type { Text, Transaction } from '@codemirror/state'
import { type Glyph, isSpace, plain, type Styles, sameStyles } from './glyphs'
import { parser } from './language'
import { prefixOf } from './lines'
import { pending } from './pending'
import { readGlyphs } from './reading'
import { glyphsBetween, type LineRole } from './regions'

export interface Insertion {
  transaction: Transaction
  text: string
  /** Where it stands in the text after. */
  at: number
  /** The first glyph it replaces. */
  gone: Glyph | null
  /** What stays around it, placed in the text after. */
  kept: readonly Glyph[]
  role: LineRole
}

/** Text that should show as it was typed: what would be read as markup is escaped. */
export function typed(insertion: Insertion): Glyph[] {
  const { text, at, role, transaction } = insertion
  const doc = transaction.newDoc
  const heading = prefixOf(doc.lineAt(at).text).kind === 'heading'
  const styles = stylesFor(insertion)
  return text.split('').flatMap((unit, i) => {
    const breaksLine = unit === '\n' || (unit === '\\' && text[i + 1] === '\n')
    if (breaksLine) return []
    const escaped =
      '*`\\'.includes(unit) ||
      (unit === '~' && doubles(doc, at + i)) ||
      (unit === '#' && heading) ||
      (unit === '|' && role === 'row')
    return [{ text: unit, at: at + i, escaped, styles }]
  })
}

function doubles(doc: Text, pos: number): boolean {
  return doc.sliceString(pos - 1, pos) === '~' || doc.sliceString(pos + 1, pos + 2) === '~'
}

/** Markdown put in: its own styles, or those of its place for a plain piece of a line. */
export function pasted(insertion: Insertion): Glyph[] {
  const tree = parser.parse(insertion.text)
  const alone = !insertion.text.includes('\n')
  const around = stylesFor(insertion)
  let offset = 0
  return insertion.text.split('\n').flatMap((line) => {
    const start = alone ? 0 : prefixOf(line).length
    const glyphs = readGlyphs(tree, line.slice(start), offset + start)
    offset += line.length + 1
    return glyphs.map((glyph) => {
      const styles = alone && sameStyles(glyph.styles, plain) ? around : glyph.styles
      return { ...glyph, at: glyph.at + insertion.at, styles }
    })
  })
}

/** What was chosen for it, else what it replaces, else what stands before it, else after it. */
function stylesFor({ transaction, gone, kept, at }: Insertion): Styles {
  const line = transaction.newDoc.lineAt(at)
  const left = kept.filter((glyph) => glyph.at >= line.from && glyph.at < at)
  const right = kept.find((glyph) => glyph.at >= at && glyph.at <= line.to)
  const before = left.at(-1)
  const chosen = transaction.startState.field(pending)
  if (chosen) spread(chosen, left)
  const styles = chosen ?? (gone ?? before ?? right)?.styles ?? plain
  const within = gone || (before && right && sameStyles(before.styles, right.styles))
  return within ? styles : { ...styles, link: null, code: false }
}

/** Spaces between styled words carry no marks themselves; typing on in that style takes them in. */
function spread(styles: Styles, left: readonly Glyph[]): void {
  const spaces: Glyph[] = []
  for (const glyph of [...left].reverse()) {
    if (isSpace(glyph)) spaces.push(glyph)
    else if (sameStyles(glyph.styles, styles)) break
    else return
  }
  if (spaces.length < left.length) for (const space of spaces) space.styles = styles
}

/** The styles to go on in after a typed space, which itself carries no marks; null if none. */
export function keptStyles(transaction: Transaction): Styles | null {
  if (!transaction.isUserEvent('input.type') || !putsInSpaces(transaction)) return null
  const { startState: state } = transaction
  const { main } = state.selection
  const chosen = state.field(pending)
  if (chosen) return chosen
  const line = state.doc.lineAt(main.from)
  const before = glyphsBetween(state, line.from, line.to)
    .filter((glyph) => glyph.at < main.from)
    .at(-1)
  if (!before || sameStyles(before.styles, plain)) return null
  return { ...before.styles, link: null, code: false }
}

function putsInSpaces({ changes }: Transaction): boolean {
  let spaces = false
  changes.iterChanges((_fromA, _toA, _fromB, _toB, insert) => {
    spaces = /^[ \u00a0]+$/.test(insert.toString())
  })
  return spaces
}
