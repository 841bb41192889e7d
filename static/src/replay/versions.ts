// The versions that the page lists, as marks on the slider and as places to go to.

export interface Version {
  number: number
  /** The row of the log after which the text stood like this. */
  seq: number
  /** Number and name, as the list has them. */
  title: string
  /** Whether somebody gave it its name. */
  isNamed: boolean
}

/** Those that can be chosen in `list`, the oldest first. */
export function versionsIn(list: HTMLSelectElement | null): Version[] {
  const options = Array.from(list?.options ?? []).filter(({ dataset }) => dataset.seq)
  return options
    .map(({ value, text, dataset }) => ({
      number: Number(value),
      seq: Number(dataset.seq),
      title: text,
      isNamed: dataset.named === 'true',
    }))
    .sort((one, other) => one.seq - other.seq || one.number - other.number)
}

/** The rows from `from` up to `until`, not included, after all of which the text stands the same. */
export interface Standing {
  from: number
  until: number
}

/** The newest version that is just this text. */
export function versionAt(
  versions: readonly Version[],
  { from, until }: Standing,
): Version | undefined {
  return versions.findLast(({ seq }) => from <= seq && seq < until)
}

/** The nearest version before (-1) or after (1) this text. */
export function neighbour(
  versions: readonly Version[],
  { from, until }: Standing,
  by: -1 | 1,
): Version | undefined {
  return by < 0
    ? versions.findLast(({ seq }) => seq < from)
    : versions.find(({ seq }) => seq >= until)
}

/**
 * Marks in `parent`, as wide as the slider, at the versions of a life of `head` rows. They are for
 * pointers: buttons and a list lead to versions by keyboard.
 */
export function drawMarks(
  parent: HTMLElement,
  versions: readonly Version[],
  head: number,
  go: (version: Version) => void,
): void {
  parent.replaceChildren(
    ...versions.map((version) => {
      const mark = document.createElement('span')
      mark.className = version.isNamed ? 'replay-mark replay-mark-named' : 'replay-mark'
      mark.title = version.title
      mark.style.insetInlineStart = `${(100 * version.seq) / Math.max(1, head)}%`
      mark.addEventListener('click', () => go(version))
      const number = mark.appendChild(document.createElement('span'))
      number.textContent = String(version.number)
      return mark
    }),
  )
}
