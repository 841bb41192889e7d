// One caret of somebody else: a thin line, and a name that shows when it moved or is pointed at.

import { Decoration, type EditorView, WidgetType } from '@codemirror/view'
import type { Person } from '../cursor'
import { personName } from '../person_name'

const NO_COLOUR = '#555555'

/** The style that hands a person's colour to the style sheet; nothing else gets through. */
function colourStyle(person: Person): string {
  return `--person: ${/^#[\da-f]{6}$/i.test(person.colour) ? person.colour : NO_COLOUR}`
}

/** The tint of a stretch that somebody has selected. */
export function tint(person: Person): Decoration {
  return Decoration.mark({ class: 'caret-tint', attributes: { style: colourStyle(person) } })
}

export class CaretWidget extends WidgetType {
  constructor(
    private readonly clientId: number,
    private readonly person: Person,
    private readonly moves: number,
    private readonly onFirstLine: boolean,
  ) {
    super()
  }

  /** A caret that only moved along with the text keeps its element, and its name stays away. */
  override eq(other: CaretWidget): boolean {
    return (
      other.clientId === this.clientId &&
      other.moves === this.moves &&
      other.onFirstLine === this.onFirstLine &&
      other.person.name === this.person.name &&
      other.person.colour === this.person.colour &&
      other.person.isGuest === this.person.isGuest
    )
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement('span')
    caret.className = this.onFirstLine ? 'caret caret-below' : 'caret'
    caret.style.cssText = colourStyle(this.person)
    caret.setAttribute('aria-hidden', 'true')
    const name = caret.appendChild(document.createElement('span'))
    name.className = 'caret-name'
    name.dir = 'auto'
    name.textContent = personName(this.person)
    return caret
  }

  override ignoreEvent(): boolean {
    return true
  }
}

/** Turns a name to the other side of its caret where it would leave the page. */
export const keepNamesInside = {
  key: 'keep caret names inside',
  read(view: EditorView): Array<[caret: Element, overflows: boolean]> {
    const page = view.scrollDOM.getBoundingClientRect()
    return Array.from(view.contentDOM.querySelectorAll('.caret'), (caret) => {
      const { left } = caret.getBoundingClientRect()
      const width = caret.firstElementChild?.getBoundingClientRect().width ?? 0
      const backwards = getComputedStyle(caret).direction === 'rtl'
      return [caret, backwards ? left - width < page.left : left + width > page.right]
    })
  },
  write(found: Array<[caret: Element, overflows: boolean]>): void {
    for (const [caret, overflows] of found) caret.classList.toggle('caret-turned', overflows)
  },
}
