// The status line: always in sight, an icon and words, spoken only when something needs knowing.
import { plural } from './plural'
import type { Provider } from './provider/provider'
import type { Status } from './provider/status'
import { words } from './words'

const ICONS: Record<Status['kind'], string> = {
  connecting: 'M4 12a8 8 0 1 0 8-8',
  saved: 'M5 12.5l4.5 4.5L19 7.5',
  saving: 'M12 19V6M6 12l6-6 6 6',
  offline: 'M4 4l16 16M7 17h10a4 4 0 0 0 1-7.9A6 6 0 0 0 8 7',
  readonly: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
}
const ROUTINE = new Set<Status['kind']>(['saved', 'saving'])

/** Shows the status of `provider` in `parent` from now on; returns how to stop. */
export function drawStatusLine(
  parent: HTMLElement,
  provider: Pick<Provider, 'status' | 'on'>,
): () => void {
  let isRoutine = false
  let shown: Status | null = null
  const draw = (status: Status) => {
    // Saving and saved follow every word. What interrupts them is spoken, and all that follows up
    // to the next "saved": then people know that it is over.
    isRoutine &&= ROUTINE.has(status.kind)
    // Offline the number grows with every key: who listens hears it once, not between all letters.
    const isGrowing = status.kind === shown?.kind && status.keeps === shown.keeps
    parent.setAttribute('aria-live', isRoutine || isGrowing ? 'off' : 'polite')
    shown = status
    isRoutine ||= status.kind === 'saved'
    show(parent, status)
  }
  parent.classList.add('status-line')
  parent.setAttribute('role', 'status')
  draw(provider.status)
  return provider.on('status', draw)
}

function show(parent: HTMLElement, status: Status): void {
  parent.dataset.kind = status.kind
  const label = document.createElement('span')
  label.textContent = sentenceOf(status)
  parent.replaceChildren(icon(status.kind), label)
}

/** What the status line says in the reader's language. */
export function sentenceOf({ kind, unsent, keeps }: Status): string {
  const warning = keeps ? '' : ` · ${words.notKept}`
  if (kind !== 'offline') return words[kind] + warning
  if (!unsent) return words.offline + warning
  return plural(keeps ? words.offlineKept : words.offlineUnsent, unsent) + warning
}

function icon(kind: Status['kind']): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'status-icon')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', ICONS[kind])
  svg.append(path)
  return svg
}
