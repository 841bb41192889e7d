// The list of names below a field, one of which is chosen.
import { plural } from '../plural'
import { words } from '../words'
import type { Name } from './typed_name'

const ID = 'names'

/** Focus stays in the field, which tells which option is active. */
export class NameList {
  private readonly element = document.createElement('ul')
  private readonly count = document.createElement('p')
  private shown: readonly Name[] = []
  private at = 0
  private field: HTMLTextAreaElement | null = null

  constructor(private readonly choose: (name: Name) => void) {
    this.element.id = ID
    this.element.className = 'names'
    this.element.setAttribute('role', 'listbox')
    this.element.setAttribute('aria-label', words.namesLabel)
    this.count.className = 'visually-hidden'
    this.count.setAttribute('role', 'status')
    this.element.addEventListener('mousedown', (event) => event.preventDefault())
    this.element.addEventListener('click', (event) => this.pressed(event.target))
  }

  get isOpen(): boolean {
    return this.field !== null
  }

  /** The active one. */
  get active(): Name | undefined {
    return this.shown[this.at]
  }

  /** Below `field`; the first of them is active. None are not shown. */
  open(field: HTMLTextAreaElement, names: readonly Name[]): void {
    if (this.field === field && isSame(names, this.shown)) return
    if (this.field !== field || !names.length) this.close()
    if (!names.length) return
    this.field = field
    this.shown = names
    this.at = 0
    this.draw(field)
    this.mark()
  }

  close(): void {
    for (const [name] of ATTRIBUTES) this.field?.removeAttribute(name)
    this.field?.removeAttribute('aria-activedescendant')
    this.element.remove()
    this.count.remove()
    this.field = null
    this.shown = []
  }

  /** To the next one, around the ends. */
  step(by: 1 | -1): void {
    this.at = (this.at + by + this.shown.length) % this.shown.length
    this.mark()
  }

  private draw(field: HTMLTextAreaElement): void {
    this.element.replaceChildren(...this.shown.map(option))
    this.count.textContent = plural(words.namesFound, this.shown.length)
    for (const [name, value] of ATTRIBUTES) field.setAttribute(name, value)
    // Outside the label, whose words are the name of the field.
    const beside = field.closest('label') ?? field
    if (beside.nextElementSibling !== this.element) beside.after(this.element, this.count)
    this.element.scrollIntoView({ block: 'nearest' })
  }

  private mark(): void {
    for (const [index, one] of [...this.element.children].entries()) {
      one.setAttribute('aria-selected', String(index === this.at))
    }
    this.field?.setAttribute('aria-activedescendant', idOf(this.at))
    const active = this.element.children[this.at]
    if (active instanceof HTMLElement) scrollTo(this.element, active)
  }

  private pressed(target: EventTarget | null): void {
    const pressed = target instanceof Element && target.closest('[role=option]')
    const name = pressed && this.shown[[...this.element.children].indexOf(pressed)]
    if (name) this.choose(name)
  }
}

/** A field in several lines is no combobox: these are what it may say of a list all the same. */
const ATTRIBUTES = [
  ['aria-autocomplete', 'list'],
  ['aria-haspopup', 'listbox'],
  ['aria-controls', ID],
] as const

function idOf(index: number): string {
  return `${ID}-${index}`
}

function option({ name, organisation, isGuest }: Name, index: number): HTMLElement {
  const element = document.createElement('li')
  element.id = idOf(index)
  element.setAttribute('role', 'option')
  const called = element.appendChild(document.createElement('bdi'))
  called.className = 'names-name'
  called.textContent = name
  if (isGuest) {
    const mark = document.createElement('span')
    mark.className = 'guest-mark'
    mark.textContent = words.guest
    element.append(' ', mark)
  }
  if (organisation) {
    const home = document.createElement('span') // on the side where the page begins
    home.className = 'names-home'
    home.appendChild(document.createElement('bdi')).textContent = organisation
    element.append(' ', home)
  }
  return element
}

/** Only the list moves, not the page. */
function scrollTo(list: HTMLElement, option: HTMLElement): void {
  const top = option.offsetTop - list.offsetTop
  const bottom = top + option.offsetHeight
  if (top < list.scrollTop) list.scrollTop = top
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight
}

function isSame(one: readonly Name[], other: readonly Name[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index])
}
