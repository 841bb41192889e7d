// @vitest-environment happy-dom
// The status line says it in words, shows an icon, and is spoken only when it matters.
import { beforeEach, expect, test } from 'vitest'
import { Events } from '../src/provider/events'
import type { ProviderEvents } from '../src/provider/provider'
import type { Status } from '../src/provider/status'
import { drawStatusLine, sentenceOf } from '../src/status_line'

let parent: HTMLElement
let events: Events<ProviderEvents>

beforeEach(() => {
  parent = document.createElement('div')
  events = new Events()
})

function status(kind: Status['kind'], unsent = 0, keeps = true): Status {
  return { kind, unsent, keeps }
}

function draw(first: Status): () => void {
  return drawStatusLine(parent, {
    status: first,
    on: (event, listener) => events.on(event, listener),
  })
}

test.each([
  [status('saved'), 'Saved'],
  [status('saving', 3), 'Saving…'],
  [status('connecting'), 'Connecting…'],
  [status('readonly'), 'Read only'],
  [status('offline'), 'Offline'],
  [status('offline', 1), 'Offline — 1 change kept on this device'],
  [status('offline', 12), 'Offline — 12 changes kept on this device'],
])('%o is said as %s', (shown, sentence) => {
  expect(sentenceOf(shown)).toBe(sentence)
})

test('a device that keeps nothing is never said to keep something', () => {
  const sentence = sentenceOf(status('offline', 2, false))
  expect(sentence).not.toContain('kept')
  expect(sentence).toContain('2 changes not sent yet')
  expect(sentence).toContain('leave this page open')
  expect(sentenceOf(status('saved', 0, false))).toContain('leave this page open')
})

test('an icon that is not read aloud, and words beside it, at every change', () => {
  const stop = draw(status('saved'))
  expect(parent.getAttribute('role')).toBe('status')
  expect(parent.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true')
  const saved = parent.querySelector('path')?.getAttribute('d')
  events.emit('status', status('offline'))
  expect(parent.textContent).toBe('Offline')
  expect(parent.querySelector('path')?.getAttribute('d')).not.toBe(saved)
  stop()
  events.emit('status', status('saved'))
  expect(parent.textContent).toBe('Offline')
})

test('saving and saved are not spoken at every word; losing and regaining the line is', () => {
  draw(status('connecting'))
  const spoken: (string | null)[] = []
  for (const kind of [
    'saved',
    'saving',
    'saved',
    'offline',
    'saving',
    'saved',
    'saving',
  ] as const) {
    events.emit('status', status(kind))
    spoken.push(parent.getAttribute('aria-live'))
  }
  expect(spoken).toEqual(['polite', 'off', 'off', 'polite', 'polite', 'polite', 'off'])
})

test('what grows with every key while the line is down is spoken once', () => {
  draw(status('saved'))
  const spoken: (string | null)[] = []
  for (const [unsent, keeps] of [
    [0, true],
    [1, true],
    [2, true],
    [3, false],
  ] as const) {
    events.emit('status', status('offline', unsent, keeps))
    spoken.push(parent.getAttribute('aria-live'))
  }
  expect(spoken).toEqual(['polite', 'off', 'off', 'polite'])
})
