// The line that tells who wrote last, and when.

import { personStyle } from '../authorship/overlay_drawing'
import type { Person } from '../cursor'
import { words } from '../words'
import type { Instant } from './life'

export function drawNow(parent: HTMLElement, { person }: Instant, when: string): void {
  const moment = isolated('replay-when', when)
  parent.replaceChildren(...(person ? partsOf(person) : []), moment)
}

export function nameOf(person: Person): string {
  return person.name || words.formerParticipant
}

function partsOf(person: Person): HTMLElement[] {
  const disc = document.createElement('span')
  disc.className = 'replay-disc'
  disc.style.cssText = personStyle(person.colour)
  const name = isolated('replay-name', nameOf(person))
  return person.organisation
    ? [disc, name, isolated('replay-home', person.organisation)]
    : [disc, name]
}

/** Words in their own direction. */
function isolated(className: string, text: string): HTMLElement {
  const element = document.createElement('bdi')
  element.className = className
  element.textContent = text
  return element
}
