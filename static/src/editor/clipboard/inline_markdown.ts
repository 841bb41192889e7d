// Inline Markdown written from runs, so that every mark opens and closes where Markdown sees it.

import { escapeLineStart, escapePositions } from './escapes'
import { markdownToHtml } from './markdown_to_html'
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
// Code keeps its inner spaces; those at its edges stand outside.
const CODE_PIECES = /\n|[^\S\n]+(?=\n|$)|(?<=^|\n)[^\S\n]+|\S(?:[^\n]*\S)?/g
const DELIMITERS: ReadonlyArray<[mark: number, delimiter: string]> = [
  [STRONG, '**'],
  [EMPHASIS, '*'],
  [STRUCK, '~~'],
]

/** Runs as Markdown, trimmed; in a `cell` of a table pipes are escaped and breaks become spaces. */
export function inlineMarkdown(runs: readonly Run[], cell = false): string {
  const writable = cell ? runs.map(withoutCodedPipe) : runs
  const pieces = tidy(piecesOf(joined(writable), cell), cell)
  const markdown = written(linked(pieces))
  // Words come before looks: marks that would be misread are given up.
  return reads(markdown, writable) ? markdown : written(linked(pieces.map(unmarked)))
}

/** Whether Markdown shows exactly the words of the runs, white space aside. */
function reads(markdown: string, runs: readonly Run[]): boolean {
  const lines = `x ${markdown}`.split('\n').map(escapeLineStart).join('\n')
  const shown = markdownToHtml(lines)
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
  const words = `x${runs.map((run) => run.text).join('')}`
  return shown.replace(/\s/g, '') === words.replace(/\s/g, '')
}

function unmarked(piece: Piece): Piece {
  return { ...piece, marks: 0 }
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
      last.text = (last.text + run.text).replace(/ {2,}/g, ' ')
      last.marks &= run.marks
    } else result.push({ ...run })
  }
  return result
}

function piecesOf(runs: readonly Run[], cell: boolean): Piece[] {
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
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), (ticks) => ticks[0].length))
  const fence = '`'.repeat(longest + 1)
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
    // `**a***b*` cannot be read back: a mark right behind a closed one waits for a gap. So does
    // one between two signs while others are open: it could as well close them.
    const between = open.length > 0 && isSign(pieces[at - 1]) && isSign(each)
    const fresh = isGap(each) || glued || between ? [] : opening(pieces, at, open)
    if (!fresh.length) out = unglued(out, each.source)
    open = [...open, ...fresh]
    const kept = isGap(each) ? open.length : stillOpen(open, pieces[at + 1]?.marks ?? 0)
    // A lone star or underscore is only text while no mark and no link stands beside it.
    const edge = pieces[at - 1]?.href !== each.href || pieces[at + 1]?.href !== each.href
    const beside = edge || fresh.length > 0 || glued || kept < open.length
    out += fresh.join('') + (beside ? each.source.replace(/^[*_]$/, '\\$&') : each.source)
    out += open.slice(kept).reverse().join('')
    glued = kept < open.length
    open = open.slice(0, kept)
  })
  return out
}

/** Text that ends in "!" before a link would make an image, in a tick before code other code. */
function unglued(out: string, next: string): string {
  if (next.startsWith('[') && out.endsWith('!')) return `${out.slice(0, -1)}\\!`
  return next.startsWith('`') && out.endsWith('\\`') ? `${out.slice(0, -2)}&#96;` : out
}

/** Takes a mark off punctuation at its edge where a word touches it: there it could not be read. */
function settleEdges(pieces: readonly Piece[]): void {
  for (let at = pieces.length - 2; at >= 0; at--) {
    takeMarks(pieces[at] as Piece, pieces[at + 1] as Piece)
  }
  for (let at = 1; at < pieces.length; at++) takeMarks(pieces[at] as Piece, pieces[at - 1] as Piece)
}

function takeMarks(edge: Piece, neighbour: Piece): void {
  const worded = neighbour.kind === 'word' || neighbour.kind === 'symbol'
  if (!worded) return
  const ending = edge.marks & ~neighbour.marks
  // `~~` and `*` are signs to each other: inside a word they cannot both end at one place.
  if (ending & STRUCK && ending & (STRONG | EMPHASIS)) edge.marks &= ~STRUCK
  if (isSign(edge)) edge.marks &= neighbour.marks
}

function isSign(piece: Piece | undefined): boolean {
  return piece?.kind === 'punctuation' || piece?.kind === 'symbol'
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
