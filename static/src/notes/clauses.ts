// In which clause of the text the words of a thread are now.
import type { OutlineHeading } from '../outline'
import { words } from '../words'
import type { Place } from './anchor'

const WHOLE = 'whole'
const DETACHED = 'detached'
const BEGINNING = 'in '

/** The headings of a text, with what its clauses are called. */
export class Clauses {
  private readonly paths: readonly string[][]

  constructor(private readonly headings: readonly OutlineHeading[]) {
    this.paths = pathsOf(headings)
  }

  /** What names the clause of a place; null: the thread is about the whole text. */
  clauseOf(place: Place | null): string {
    if (!place) return WHOLE
    if (place.kind === 'detached') return DETACHED
    const at = this.headings.findLastIndex(({ position }) => position <= place.from)
    return nameOf(this.paths[at] ?? [])
  }

  /** Clause -> what it is called, in the order of the text. */
  get names(): ReadonlyMap<string, string> {
    const last = this.paths.map((path) => path.at(-1) ?? '')
    return new Map([
      [WHOLE, words.clauseWhole],
      [BEGINNING, words.clauseBeginning],
      ...this.paths.map((path, index): [string, string] => {
        const isTold = last.filter((name) => name === last[index]).length === 1
        return [nameOf(path), isTold ? (last[index] ?? '') : path.join(' / ')]
      }),
      [DETACHED, words.filterDetached],
    ])
  }
}

/** Of each heading itself and those above it, the outermost first. */
function pathsOf(headings: readonly OutlineHeading[]): string[][] {
  const above: OutlineHeading[] = []
  return headings.map((heading) => {
    while ((above.at(-1)?.level ?? 0) >= heading.level) above.pop()
    above.push(heading)
    return above.map(({ text }) => text)
  })
}

function nameOf(path: readonly string[]): string {
  return BEGINNING + path.join('\n')
}
