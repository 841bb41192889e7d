// The backslashes that make text show as itself where Markdown would read markup.

const SPECIAL =
  /[\\`[\]|]|[*_]|~(?=~)|(?<=~)~|<(?=[a-z/!?])|&(?=(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);)/gi
const WORD = /[\p{L}\p{N}]/u
const BLOCK_START = /^(\s*)(?:([-+*>])(?=\s|$|>)|(>)|(#{1,6})(?=\s|$)|(\d{1,9})([.)])(?=\s|$))/
// A rule, or the row of dashes that would turn the line above it into the head of a table.
const DASHES_ONLY = /^(\s*)(?=[\s:|-]*-)([\s:|-]+)$/

/** Where in `text` a backslash is needed; `cell` when it stands in a table. */
export function escapePositions(text: string, cell: boolean): Set<number> {
  const positions = new Set<number>()
  for (const match of text.matchAll(SPECIAL)) {
    if (isMarkup(text, match.index, cell)) positions.add(match.index)
  }
  return positions
}

/** `text` with every character that could be read as inline markup escaped. */
export function escapeInline(text: string, cell = false): string {
  const positions = escapePositions(text, cell)
  return positions.size
    ? Array.from(
        { length: text.length },
        (_, at) => (positions.has(at) ? '\\' : '') + text[at],
      ).join('')
    : text
}

/** One line of a paragraph, escaped where its start would begin a list, a heading, a quote … */
export function escapeLineStart(line: string): string {
  if (DASHES_ONLY.test(line)) return line.replace(/\S/, '\\$&')
  return line.replace(BLOCK_START, (whole, space: string, ...groups) => {
    const number: string | undefined = groups[3]
    return number ? `${space}${number}\\${groups[4]}` : `${space}\\${whole.slice(space.length)}`
  })
}

function isMarkup(text: string, at: number, cell: boolean): boolean {
  const character = text[at]
  const before = text[at - 1] ?? ' '
  const after = text[at + 1] ?? ' '
  if (character === '|') return cell
  if (character === '*') return !(/\s/.test(before) && /\s/.test(after))
  if (character === '_') return !(WORD.test(before) && WORD.test(after))
  return true
}
