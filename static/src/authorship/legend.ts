// Who is in the text, in which colour, with how much of it; and who wrote where the caret is.

import { plural } from '../plural'
import { words } from '../words'
import { PATTERNS, personStyle } from './overlay_drawing'
import type { Share } from './shares'
import type { Told } from './told'

export interface LegendOptions {
  /** Emptied, then holds the legend. */
  parent: HTMLElement
  /** One person was chosen, by their key; "" for nobody. */
  choose(key: string): void
}

export class Legend {
  private readonly list = document.createElement('ul')
  private readonly here = document.createElement('p')
  private readonly percent = new Intl.NumberFormat(document.documentElement.lang || 'en', {
    style: 'percent',
    maximumFractionDigits: 1,
  })

  constructor(private readonly options: LegendOptions) {
    const { parent } = options
    this.list.className = 'legend-people'
    this.here.className = 'legend-here'
    this.here.setAttribute('role', 'status')
    parent.replaceChildren(this.list, this.here)
  }

  /** Drawn again while people write: rows are kept, and so is the focus. */
  show(shares: readonly Share[], chosen: string): void {
    const rows = new Map(
      Array.from(this.list.children, (row) => [(row as HTMLElement).dataset.author, row]),
    )
    const wanted = shares.map((share) => {
      const row = rows.get(share.author.key) ?? this.row(share)
      this.fill(row.firstElementChild as HTMLElement, share, chosen)
      return row
    })
    if (wanted.length !== rows.size || wanted.some((row, i) => row !== this.list.children[i])) {
      const focused = document.activeElement
      this.list.replaceChildren(...wanted)
      if (focused instanceof HTMLElement && this.list.contains(focused)) focused.focus()
    }
  }

  /** Who wrote where the caret is; heard when it is somebody else, or another moment. */
  tell(told: Told | null): void {
    const { name = '', organisation = '' } = told?.author ?? {}
    const parts = [name, told?.when ?? '', organisation].filter(Boolean)
    if (this.here.textContent === parts.join(' · ')) return
    this.here.replaceChildren(...parts.flatMap((part, i) => [i ? ' · ' : '', isolated(part)]))
  }

  private row({ author }: Share): HTMLElement {
    const row = document.createElement('li')
    row.dataset.author = author.key
    const button = row.appendChild(document.createElement('button'))
    button.type = 'button'
    button.className = 'legend-person'
    button.title = author.organisation
    const sample = button.appendChild(document.createElement('span'))
    sample.className = `legend-sample wrote wrote-${author.number % PATTERNS}`
    sample.style.cssText = personStyle(author.colour)
    sample.ariaHidden = 'true'
    sample.textContent = 'aa'
    const name = button.appendChild(document.createElement('span'))
    name.className = 'legend-name'
    name.append(isolated(author.name))
    for (const className of ['legend-part', 'legend-count']) {
      button.append(' ')
      button.appendChild(document.createElement('span')).className = className
    }
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => {
      this.options.choose(button.ariaPressed === 'true' ? '' : author.key)
    })
    return row
  }

  private fill(button: HTMLElement, { author, part, characters }: Share, chosen: string): void {
    button.setAttribute('aria-pressed', String(author.key === chosen))
    write(button.querySelector('.legend-part'), this.percent.format(part))
    write(button.querySelector('.legend-count'), plural(words.whoWroteCharacters, characters))
  }
}

function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}

/** Words in their own direction. */
function isolated(text: string): HTMLElement {
  const element = document.createElement('bdi')
  element.textContent = text
  return element
}
