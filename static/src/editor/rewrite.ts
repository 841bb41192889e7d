// Keeps marks in pairs: whatever is typed or deleted, the text around it is written so that every
// character still shows, and shows in the styles it had.

import {
  EditorState,
  MapMode,
  type Text,
  type Transaction,
  type TransactionSpec,
} from '@codemirror/state'
import { ySyncAnnotation } from 'y-codemirror.next'
import { type Glyph, isSpace } from './glyphs'
import { type Insertion, keptStyles, pasted, typed } from './inserted'
import { treeTo } from './lines'
import { eachSpan } from './markup'
import { type Edit, mend } from './mend'
import { setPending } from './pending'
import { glyphsBetween, type LineRole, type Region, regionsOf, roleAt } from './regions'

/** Text put in: typed as it should show, or pasted as Markdown. */
type Origin = 'typed' | 'markdown'

export const rewrite = EditorState.transactionFilter.of((transaction) => {
  const origin = originOf(transaction)
  if (!origin) return transaction
  const specs: TransactionSpec[] = [transaction]
  const changes = changedAreas(transaction).flatMap((area) => repairs(transaction, area, origin))
  if (changes.length) specs.push({ changes, sequential: true })
  const kept = keptStyles(transaction)
  if (kept) specs.push({ effects: setPending.of(kept) })
  return specs
})

function originOf(transaction: Transaction): Origin | null {
  if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return null
  // What an input method is composing belongs to the browser until it is done.
  if (transaction.isUserEvent('input.type.compose')) return null
  const events = {
    typed: ['input.type', 'input.enter', 'delete'],
    markdown: ['input.paste', 'input.drop', 'move'],
  }
  if (events.typed.some((event) => transaction.isUserEvent(event))) return 'typed'
  return events.markdown.some((event) => transaction.isUserEvent(event)) ? 'markdown' : null
}

/** Stretches of whole lines in the text before, wide enough to hold every span they touch. */
function changedAreas({ startState: state, changes }: Transaction): Region[] {
  const areas: Region[] = []
  changes.iterChangedRanges((fromA, toA) => {
    const area = wholeSpans(state, state.doc.lineAt(fromA).from, state.doc.lineAt(toA).to)
    const last = areas.at(-1)
    if (last && area.from <= last.to) last.to = Math.max(last.to, area.to)
    else areas.push(area)
  })
  return areas
}

/** Widens whole lines until no span crosses their edges. */
export function wholeSpans(state: EditorState, from: number, to: number): Region {
  const wide = { from, to }
  const read = (start: number, end: number) => state.sliceDoc(start, end)
  eachSpan(treeTo(state, to), read, from, to, (span) => {
    wide.from = Math.min(wide.from, state.doc.lineAt(span.from).from)
    wide.to = Math.max(wide.to, state.doc.lineAt(span.to).to)
  })
  return wide
}

function repairs(transaction: Transaction, area: Region, origin: Origin): Edit[] {
  const { changes, newDoc, startState } = transaction
  const role = roleAt(startState, area.to)
  const { glyphs, fresh } = glyphsAfter(transaction, area, origin, role)
  const edits: Edit[] = []
  for (let pos = changes.mapPos(area.from, -1); pos <= changes.mapPos(area.to, 1); ) {
    const line = newDoc.lineAt(pos)
    const here = between(glyphs, line.from, line.to)
    const freshHere = here.filter((glyph) => fresh.has(glyph))
    for (const region of regionsNow(line, role, freshHere)) {
      edits.push(...mend(newDoc, region, between(here, region.from, region.to), fresh))
      const filled = between(here, region.from, region.to).some((glyph) => !isSpace(glyph))
      if (role === 'row' && filled) edits.push(...padding(newDoc, region.to))
    }
    pos = line.to + 1
  }
  return edits
}

/** Every glyph that an area should show after a transaction, and those of them that are new. */
function glyphsAfter(
  transaction: Transaction,
  area: Region,
  origin: Origin,
  role: LineRole,
): { glyphs: Glyph[]; fresh: ReadonlySet<Glyph> } {
  const { changes, startState } = transaction
  const before = glyphsBetween(startState, area.from, area.to)
  const kept = before.flatMap((glyph) => {
    const at = changes.mapPos(glyph.at, 1, MapMode.TrackAfter)
    return at === null ? [] : [{ ...glyph, at }]
  })
  const fresh = new Set<Glyph>()
  changes.iterChanges((fromA, toA, at, _toB, insert) => {
    if (fromA < area.from || fromA > area.to) return
    const gone = before.find((glyph) => glyph.at >= fromA && glyph.at < toA) ?? null
    const insertion: Insertion = { transaction, text: insert.toString(), at, gone, kept, role }
    for (const glyph of origin === 'typed' ? typed(insertion) : pasted(insertion)) fresh.add(glyph)
  })
  return { glyphs: [...kept, ...fresh].sort((a, b) => a.at - b.at), fresh }
}

/** The glyphs in [from, to) of some in order; a pasted charter has too many to look at each. */
function between(glyphs: readonly Glyph[], from: number, to: number): readonly Glyph[] {
  return glyphs.slice(indexAt(glyphs, from), indexAt(glyphs, to))
}

function indexAt(glyphs: readonly Glyph[], pos: number): number {
  let low = 0
  let high = glyphs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((glyphs[middle]?.at ?? pos) < pos) low = middle + 1
    else high = middle
  }
  return low
}

/** A cell's bar keeps a space before it, so that a space typed at the end of a cell can show. */
function padding(doc: Text, end: number): Edit[] {
  return doc.sliceString(end, end + 1) === '|' ? [{ from: end, to: end, insert: ' ' }] : []
}

interface PlacedText {
  from: number
  text: string
}

/** The regions of a changed line. A bar or backslash just typed is text, so it parts nothing. */
function regionsNow(line: PlacedText, role: LineRole, fresh: readonly Glyph[]): Region[] {
  const units = line.text.split('')
  for (const { text, at } of fresh)
    if ((text === '|' || text === '\\') && at >= line.from && at - line.from < units.length)
      units[at - line.from] = 'x'
  const text = units.join('')
  const lineRole = role === 'row' && !text.includes('|') ? 'text' : role
  return regionsOf(text, lineRole).map((region) => ({
    from: line.from + region.from,
    to: line.from + region.to,
  }))
}
