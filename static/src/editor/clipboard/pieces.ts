// Pieces: runs cut where Markdown's rules about marks look, at words, signs and gaps.

import { escapePositions } from './escapes'
import { CODE, type Run } from './runs'

/**
 * A piece the marks treat alike. Markdown lets a mark close after punctuation only when no word
 * follows, and open before punctuation only when no word precedes: so they are told apart.
 * A `symbol` lies outside the basic plane, where parsers disagree: it counts as both.
 */
export interface Piece {
  kind: 'space' | 'break' | 'word' | 'punctuation' | 'symbol'
  /** As it stands in the Markdown, without marks of its own. */
  source: string
  marks: number
  href: string | null
}

const PIECES = /\n|[^\S\n]+|[\p{P}\p{S}]+|[^\s\p{P}\p{S}]+/gu
// Code keeps its inner spaces; those at its edges stand outside.
const CODE_PIECES = /\n|[^\S\n]+(?=\n|$)|(?<=^|\n)[^\S\n]+|\S(?:[^\n]*\S)?/g

/** The pieces of runs, trimmed; in a `cell` of a table pipes are escaped and breaks are spaces. */
export function piecesOf(runs: readonly Run[], cell: boolean): Piece[] {
  return tidy(cutUp(joined(cell ? runs.map(withoutCodedPipe) : runs), cell), cell)
}

/** Whether a piece is white space. */
export function isGap(piece: Piece | undefined): boolean {
  return piece?.kind === 'space' || piece?.kind === 'break'
}

/** Whether a piece is one that a mark at its edge must not share with a word. */
export function isSign(piece: Piece | undefined): boolean {
  return piece?.kind === 'punctuation' || piece?.kind === 'symbol'
}

/** A gap has the marks that go on across it. */
export function settleGaps(pieces: readonly Piece[]): void {
  pieces.forEach((each, at) => {
    if (isGap(each)) each.marks = (pieces[at - 1]?.marks ?? 0) & (pieces[at + 1]?.marks ?? 0)
  })
}

/** A pipe in code cannot be escaped, and would end the cell: there it is written as text. */
function withoutCodedPipe(run: Run): Run {
  return run.text.includes('|') ? { ...run, marks: run.marks & ~CODE } : run
}

/** Neighbours of one look as one run: two stretches of code side by side could not be told apart. */
function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = []
  for (const run of runs) {
    const last = result.at(-1)
    const alike = last?.marks === run.marks || (last && last.marks & run.marks & CODE)
    if (last && alike && last.href === run.href) {
      last.text += last.text.endsWith(' ') ? run.text.replace(/^ +/, '') : run.text
      last.marks &= run.marks
    } else result.push({ ...run })
  }
  return result
}

/** The length of the longest row of backticks: what encloses code must be longer. */
export function longestTicks(text: string): number {
  let longest = 0
  for (const [ticks] of text.matchAll(/`+/g)) longest = Math.max(longest, ticks.length)
  return longest
}

function cutUp(runs: readonly Run[], cell: boolean): Piece[] {
  const prose = runs.map((run) => (run.marks & CODE ? '\ufffc'.repeat(run.text.length) : run.text))
  const escapes = escapePositions(prose.join(''), cell)
  const pieces: Piece[] = []
  let offset = 0
  for (const run of runs) {
    const code = run.marks & CODE ? CODE_PIECES : PIECES
    for (const match of run.text.matchAll(code)) {
      const written = run.marks & CODE && match[0].trim() !== ''
      pieces.push(written ? codePiece(match[0], run) : piece(match, run, offset, escapes))
    }
    offset += run.text.length
  }
  return pieces
}

function codePiece(text: string, run: Run): Piece {
  const fence = '`'.repeat(longestTicks(text) + 1)
  const padding = /^`|`$/.test(text) ? ' ' : ''
  const source = `${fence}${padding}${text}${padding}${fence}`
  return { kind: 'punctuation', source, marks: run.marks & ~CODE, href: run.href }
}

function piece(match: RegExpExecArray, run: Run, offset: number, escapes: Set<number>): Piece {
  const text = match[0]
  const start = offset + match.index
  const source = Array.from({ length: text.length }, (_, at) =>
    escapes.has(start + at) ? `\\${text[at]}` : text[at],
  ).join('')
  return { kind: kindOf(text), source, marks: run.marks & ~CODE, href: run.href }
}

function kindOf(text: string): Piece['kind'] {
  if (text === '\n') return 'break'
  if (/^\s/.test(text)) return 'space'
  if (!/^[\p{P}\p{S}]/u.test(text)) return 'word'
  return /[\ud800-\udfff]/.test(text) ? 'symbol' : 'punctuation'
}

/** One space where several stood, none at an edge, and no link that ends on one. */
function tidy(pieces: readonly Piece[], cell: boolean): Piece[] {
  const tidied: Piece[] = []
  for (const each of pieces) {
    const next = each.kind === 'break' && cell ? { ...each, kind: 'space' as const } : each
    const previous = tidied.at(-1)
    if (!isGap(next)) tidied.push(next)
    else if (next.kind === 'break') {
      if (previous?.kind === 'space') tidied.pop()
      if (tidied.length) tidied.push({ ...next, source: '\\\n' })
    } else if (previous && !isGap(previous)) tidied.push({ ...next, source: ' ' })
  }
  while (isGap(tidied.at(-1))) tidied.pop()
  tidied.forEach((each, at) => {
    const [before, after] = [tidied[at - 1], tidied[at + 1]]
    if (isGap(each)) each.href = before?.href === after?.href ? (before?.href ?? null) : null
  })
  settleGaps(tidied)
  return tidied
}
