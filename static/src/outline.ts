import { plural } from './plural'
import { words } from './words'

/** A heading of the text and where it begins in it. */
export interface OutlineHeading {
  level: number
  text: string
  position: number
}

/**
 * Shows `headings` as a list of buttons in `parent`; pressing one calls `go` with its position.
 * `remarks` says how many there are below each heading, up to the next.
 * Drawn again after every change of the text, so rows are kept: focus stays where it is.
 */
export function drawOutline(
  parent: HTMLElement,
  headings: readonly OutlineHeading[],
  go: (position: number) => void,
  remarks: readonly number[] = [],
): void {
  const list = listIn(parent)
  while (list.children.length > headings.length) list.lastElementChild?.remove()
  headings.forEach((heading, index) => {
    const row = list.children[index] ?? list.appendChild(newRow())
    row.className = `outline-level-${heading.level}`
    const button = row.firstElementChild as HTMLButtonElement
    const words = button.firstElementChild as HTMLElement
    if (words.textContent !== heading.text) words.textContent = heading.text
    button.onclick = () => go(heading.position)
    showCount(button, remarks[index] ?? 0)
  })
}

/** The number for eyes, a whole sentence for ears. */
function showCount(button: HTMLButtonElement, count: number): void {
  const drawn = button.querySelector<HTMLElement>('.outline-count')
  if (!count) {
    drawn?.remove()
    return
  }
  const badge = drawn ?? button.appendChild(document.createElement('span'))
  badge.className = 'outline-count'
  badge.textContent = new Intl.NumberFormat(document.documentElement.lang || 'en').format(count)
  badge.setAttribute('role', 'img')
  badge.setAttribute('aria-label', plural(words.remarksHere, count))
}

function listIn(parent: HTMLElement): Element {
  const drawn = parent.querySelector('ul[data-live]')
  if (drawn) return drawn
  const list = document.createElement('ul')
  list.dataset.live = ''
  parent.replaceChildren(list)
  return list
}

function newRow(): HTMLLIElement {
  const row = document.createElement('li')
  const button = document.createElement('button')
  button.type = 'button'
  // A heading reads in its own direction, but stands on the side where the page begins.
  button.append(document.createElement('bdi'))
  row.append(button)
  return row
}
