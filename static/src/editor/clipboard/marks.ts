// Marks and links around pieces, opened and closed only where Markdown reads them.

import { isGap, isSign, type Piece, settleGaps } from './pieces'
import { EMPHASIS, STRONG, STRUCK } from './runs'

const DELIMITERS: ReadonlyArray<[mark: number, delimiter: string]> = [
  [STRONG, '**'],
  [EMPHASIS, '*'],
  [STRUCK, '~~'],
]

/** Pieces as Markdown, with the marks and links they ask for wherever those can be written. */
export function marked(pieces: readonly Piece[]): string {
  return written(linked(pieces))
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
