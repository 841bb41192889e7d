import type { Person, Presence } from './cursor'
import { personName } from './person_name'
import { words } from './words'

const DISCS_SHOWN = 5

/**
 * Shows who has the document open: a row of discs that unfolds into a list with names and
 * organisations. Somebody with several tabs stands there once; `self` comes first.
 */
export function drawPresence(
  parent: HTMLElement,
  self: Person | null,
  others: readonly Presence[],
): void {
  const people = unique([...(self ? [self] : []), ...others.map((other) => other.person)])
  const { summary, list } = partsIn(parent)
  const names = `${words.hereNow}: ${people.map(personName).join(', ')}`
  summary.setAttribute('aria-label', names)
  summary.title = names
  summary.replaceChildren(...people.slice(0, DISCS_SHOWN).map(disc), ...rest(people.length))
  list.replaceChildren(...people.map((person) => row(person, person === self)))
  parent.hidden = people.length === 0
}

/** The server tells no more of a person than this, and no two members of a group share all of it. */
function unique(people: readonly Person[]): Person[] {
  const seen = new Map<string, Person>()
  for (const person of people) {
    const key = JSON.stringify([person.name, person.organisation, person.colour, person.isGuest])
    if (!seen.has(key)) seen.set(key, person)
  }
  return [...seen.values()]
}

/** Kept between drawings, so that an unfolded list stays unfolded and focused. */
function partsIn(parent: HTMLElement): { summary: HTMLElement; list: HTMLElement } {
  const summary = parent.querySelector('summary')
  const list = parent.querySelector('ul')
  if (summary && list) return { summary, list }
  const details = document.createElement('details')
  const parts = { summary: document.createElement('summary'), list: document.createElement('ul') }
  details.append(parts.summary, parts.list)
  parent.replaceChildren(details)
  foldWhenLeft(details, parts.summary)
  return parts
}

/** The list lies over the page: Escape, or a press anywhere else, folds it. */
function foldWhenLeft(details: HTMLDetailsElement, summary: HTMLElement): void {
  document.addEventListener('pointerdown', (event) => {
    if (!details.contains(event.target as Node)) details.open = false
  })
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return
    details.open = false
    summary.focus()
  })
}

function disc(person: Person): HTMLElement {
  const element = document.createElement('span')
  element.className = 'presence-disc'
  element.style.backgroundColor = person.colour
  element.textContent = initials(person.name)
  element.ariaHidden = 'true'
  return element
}

function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean)
  return [...parts.slice(0, 1), ...parts.slice(1).slice(-1)]
    .map((part) => [...part][0] ?? '')
    .join('')
    .toLocaleUpperCase()
}

function rest(count: number): HTMLElement[] {
  if (count <= DISCS_SHOWN) return []
  const element = document.createElement('span')
  element.className = 'presence-rest'
  element.textContent = `+${count - DISCS_SHOWN}`
  return [element]
}

function row(person: Person, isSelf: boolean): HTMLElement {
  const item = document.createElement('li')
  const lines = document.createElement('span')
  lines.append(isolated('presence-name', person.name))
  if (person.isGuest) lines.append(' ', guestMark())
  if (isSelf) lines.append(` (${words.you})`)
  lines.append(isolated('presence-home', person.organisation))
  item.append(disc(person), lines)
  return item
}

/** Anybody who came by a link may bear the name of somebody of the group: this tells them apart. */
function guestMark(): HTMLElement {
  const mark = document.createElement('span')
  mark.className = 'guest-mark'
  mark.textContent = words.guest
  return mark
}

/** Words in their own direction, on the side where the page begins. */
function isolated(className: string, text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.append(document.createElement('bdi'))
  element.firstElementChild?.append(text)
  return element
}
