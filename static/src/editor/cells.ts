// The cells of one line of a table.

/** What people see of a cell, counted from the start of its line. Never empty if it can be helped. */
export interface Cell {
  from: number
  to: number
}

/** Whether a line is the `| --- | --- |` that makes a table of the line above it. */
export function isDelimiterRow(text: string): boolean {
  return /^[\s>]*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(text) && text.includes('|')
}

/** The cells of a row. One space beside a bar belongs to the bar, further ones were typed. */
export function cellsOf(text: string): Cell[] {
  const bars = barsOf(text)
  const lead = /^[\s>]*/.exec(text)?.[0].length ?? 0
  const edges = bars[0] === lead ? bars : [lead - 1, ...bars]
  const closed =
    /\|\s*$/.test(text) && edges.length > 1 && !isEscaped(text, text.trimEnd().length - 1)
  const ends = closed ? edges : [...edges, text.length]
  return ends.slice(1).map((end, i) => visible(text, (ends[i] ?? -1) + 1, end))
}

function barsOf(text: string): number[] {
  const bars: number[] = []
  for (let i = text.indexOf('|'); i >= 0; i = text.indexOf('|', i + 1))
    if (!isEscaped(text, i)) bars.push(i)
  return bars
}

function isEscaped(text: string, index: number): boolean {
  const before = /\\*$/.exec(text.slice(0, index))?.[0].length ?? 0
  return before % 2 === 1
}

function visible(text: string, from: number, to: number): Cell {
  const inner = text.slice(from, to)
  if (!inner.trim()) {
    const start = from + (inner.length > 1 ? 1 : 0)
    return { from: start, to: Math.min(to, start + 1) }
  }
  const end = from + inner.trimEnd().length
  return { from: from + inner.length - inner.trimStart().length, to: end + (to - end > 1 ? 1 : 0) }
}
