// The line that tells who wrote last, when, and which version the text is.

import { personStyle } from '../authorship/overlay_drawing'
import { words } from '../words'
import type { Instant } from './life'

/** `version` is what the text is called as it stands, "" when it is none, null while it is loaded. */
export function drawNow(
  parent: HTMLElement,
  { person }: Instant,
  when: string,
  version: string | null,
): void {
  const parts: Node[] = []
  if (person) {
    const disc = document.createElement('span')
    disc.className = 'replay-disc'
    disc.style.cssText = personStyle(person.colour)
    const name = isolated(person.name || words.formerParticipant)
    name.className = 'replay-name'
    parts.push(disc, name)
    if (person.organisation) parts.push(isolated(person.organisation))
  }
  const moment = isolated(when)
  moment.className = 'replay-when'
  parts.push(moment)
  if (version) {
    const title = isolated(version)
    title.className = 'replay-version'
    parts.push(title)
  }
  parent.replaceChildren(...parts)
}

/** Words in their own direction. */
function isolated(text: string): HTMLElement {
  const element = document.createElement('bdi')
  element.textContent = text
  return element
}
