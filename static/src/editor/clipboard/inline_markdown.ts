// Inline Markdown written from runs, so that every mark opens and closes where Markdown sees it.

import { escapePositions } from './escapes'
import { CODE, EMPHASIS, type Run, STRONG, STRUCK } from './runs'

/**
 * A piece the marks treat alike. Markdown lets a mark close after punctuation only when no word
 * follows, and open before punctuation only when no word precedes: so they are told apart.
 * A `symbol` lies outside the basic plane, where parsers disagree: it counts as both.
 */
interface Piece {
  kind: 'space' | 'break' | 'word' | 'punctuation' | 'symbol'
  /** As it stands in the Markdown, without marks of its own. */
  source: string
  marks: number
  href: string | null
}

const PIECES = /\n|[^\S\n]+|[\p{P}\p{S}]+|[^\s\p{P}\p{S}]+/gu
const DELIMITERS: ReadonlyArray<[mark: number, delimiter: string]> = [
  [STRONG, '**'],
  [EMPHASIS, '*'],
  [STRUCK, '~~'],
]

/** Runs as Markdown, trimmed; in a `cell` of a table pipes are escaped and breaks become spaces. */
export function inlineMarkdown(runs: readonly Run[], cell = false): string {
  const pieces = tidy(piecesOf(runs, cell), cell)
  return written(linked(pieces))
}

function piecesOf(runs: readonly Run[], cell: boolean): Piece[] {
  const prose = runs.map((run) => (run.marks & CODE ? '\ufffc'.repeat(run.text.length) : run.text))
  const escapes = escapePositions(prose.join(''), cell)
  const pieces: Piece[] = []
  let offset = 0
  for (const run of runs) {
    if (run.marks & CODE && run.text.trim()) pieces.push(codePiece(run, cell))
    else for (const match of run.text.matchAll(PIECES)) pieces.push(piece(match, run, offset, escapes))
    offset += run.text.length
  }
  return pieces
}

function codePiece(run: Run, cell: boolean): Piece {
  const text = run.text.trim()
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), (ticks) => ticks[0].length))
  const fence = '`'.repeat(longest + 1)
  const padding = /^`|`$/.test(text) ? ' ' : ''
  const source = `${fence}${padding}${cell ? text.replace(/\|/g, '\\|') : text}${padding}${fence}`
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

/** Each link as one piece: its common marks go around it, the others stay inside. */
function linked(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  for (let at = 0; at < pieces.length; ) {
    const first = pieces[at] as Piece
    let end = at + 1
    while (end < pieces.length && pieces[end]?.href === first.href) end++
    const group = pieces.slice(at, end)
    if (first.href === null) result.push(...group)
    else result.push(linkPiece(group, first.href))
    at = end
  }
  return result
}

function linkPiece(group: readonly Piece[], href: string): Piece {
  const marks = group.reduce((common, each) => common & each.marks, ~0)
  const inner = written(group.map((each) => ({ ...each, marks: each.marks & ~marks })))
  return { kind: 'punctuation', source: `[${inner}](${href})`, marks, href }
}

/** The pieces with the marks around them, opened and closed only where Markdown reads them. */
function written(pieces: readonly Piece[]): string {
  settleEdges(pieces)
  settleGaps(pieces)
  let out = ''
  let open: string[] = []
  let glued = false
  pieces.forEach((each, at) => {
    // `**a***b*` cannot be read back: a mark right behind a closed one waits for a gap.
    const fresh = isGap(each) || glued ? [] : opening(pieces, at, open)
    // A text that ends in "!" just before a link would make an image of it.
    if (each.source.startsWith('[') && out.endsWith('!') && !fresh.length) out = `${out.slice(0, -1)}\\!`
    open = [...open, ...fresh]
    out += fresh.join('') + each.source
    const kept = isGap(each) ? open.length : stillOpen(open, pieces[at + 1]?.marks ?? 0)
    out += open.slice(kept).reverse().join('')
    glued = kept < open.length
    open = open.slice(0, kept)
  })
  return out
}

/** Takes a mark off punctuation at its edge where a word touches it: there it could not be read. */
function settleEdges(pieces: readonly Piece[]): void {
  for (let at = pieces.length - 2; at >= 0; at--) {
    takeMarks(pieces[at] as Piece, pieces[at + 1] as Piece)
  }
  for (let at = 1; at < pieces.length; at++) takeMarks(pieces[at] as Piece, pieces[at - 1] as Piece)
}

function takeMarks(edge: Piece, neighbour: Piece): void {
  const punctuated = edge.kind === 'punctuation' || edge.kind === 'symbol'
  const worded = neighbour.kind === 'word' || neighbour.kind === 'symbol'
  if (punctuated && worded) edge.marks &= neighbour.marks
}

/** A gap has the marks that go on across it. */
function settleGaps(pieces: readonly Piece[]): void {
  pieces.forEach((each, at) => {
    if (isGap(each)) each.marks = (pieces[at - 1]?.marks ?? 0) & (pieces[at + 1]?.marks ?? 0)
  })
}

/** The delimiters to open at `at`, the one that lasts longest first. */
function opening(pieces: readonly Piece[], at: number, open: readonly string[]): string[] {
  const marks = pieces[at]?.marks ?? 0
  return DELIMITERS.filter(([mark, delimiter]) => marks & mark && !open.includes(delimiter))
    .map(([mark, delimiter]) => ({ delimiter, end: endOf(pieces, at, mark) }))
    .sort((a, b) => b.end - a.end)
    .map(({ delimiter }) => delimiter)
}

function endOf(pieces: readonly Piece[], at: number, mark: number): number {
  let end = at
  while (end < pieces.length && (pieces[end]?.marks ?? 0) & mark) end++
  return end
}

/** How many of the open delimiters, outermost first, go on in a piece with these marks. */
function stillOpen(open: readonly string[], marks: number): number {
  const ending = open.findIndex(
    (delimiter) => !DELIMITERS.some(([mark, each]) => each === delimiter && marks & mark),
  )
  return ending < 0 ? open.length : ending
}

function isGap(piece: Piece | undefined): boolean {
  return piece?.kind === 'space' || piece?.kind === 'break'
}
