/** A heading of the text and where it begins in it. */
export interface OutlineHeading {
  level: number
  text: string
  position: number
}

/**
 * Shows `headings` as a list of buttons in `parent`; pressing one calls `go` with its position.
 * Drawn again after every change of the text, so rows are kept: focus stays where it is.
 */
export function drawOutline(
  parent: HTMLElement,
  headings: readonly OutlineHeading[],
  go: (position: number) => void,
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
  })
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
