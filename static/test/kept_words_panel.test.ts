// @vitest-environment happy-dom
// The panel of unsent changes: announced, readable, copied, dismissed by keyboard or mouse.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { drawKeptWords } from '../src/kept_words_panel'
import { Events } from '../src/provider/events'
import type { KeptWords } from '../src/provider/kept_words'
import type { Provider, ProviderEvents } from '../src/provider/provider'

let parent: HTMLElement
let events: Events<ProviderEvents>
const dismissKept = vi.fn(async () => {})
const kept = [
  { text: 'my words', at: new Date(0), reason: 'This text is closed.' },
  { text: 'كلماتي', at: new Date(0), reason: '' },
]

beforeEach(() => {
  parent = document.createElement('div')
  document.body.replaceChildren(parent)
  events = new Events()
  dismissKept.mockClear()
})
afterEach(() => vi.unstubAllGlobals())

function draw(first: readonly KeptWords[]): void {
  const on: Provider['on'] = (event, listener) => events.on(event, listener)
  drawKeptWords(parent, { kept: first, on, dismissKept })
}

function buttons(label: string): HTMLButtonElement[] {
  return [...parent.querySelectorAll('button')].filter((found) => found.textContent === label)
}

test('there is nothing to see until there is something to keep', () => {
  draw([])
  expect(parent.children).toHaveLength(0)
  events.emit('kept', kept)
  const alert = parent.querySelector('[role="alert"]')
  const label = document.getElementById(alert?.getAttribute('aria-labelledby') ?? '')
  expect(label?.textContent).toBe('Your unsent changes')
  const fields = [...parent.querySelectorAll('textarea')]
  expect(fields.map((field) => field.value)).toEqual(['my words', 'كلماتي'])
  expect(fields.every((field) => field.readOnly && field.dir === 'auto')).toBe(true)
  expect(parent.textContent).toContain('This text is closed.')
})

test('each entry is copied for itself, and the answer is announced', async () => {
  const writeText = vi.fn(async () => {})
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  draw(kept)
  buttons('Copy')[1]?.click()
  await vi.waitFor(() => expect(parent.textContent).toContain('Copied'))
  expect(writeText).toHaveBeenCalledWith('كلماتي')
})

test('where the browser does not copy, the words are selected to be copied by hand', async () => {
  vi.stubGlobal('navigator', {})
  draw(kept)
  buttons('Copy')[0]?.click()
  await vi.waitFor(() => expect(parent.textContent).toContain('with your keyboard'))
  const [field] = parent.querySelectorAll('textarea')
  expect(document.activeElement).toBe(field)
  expect(field?.selectionEnd).toBe('my words'.length)
})

test('dismissed, the panel goes and the focus returns to the text', () => {
  const editor = document.createElement('div')
  editor.setAttribute('role', 'textbox')
  editor.tabIndex = 0
  document.body.append(editor)
  draw(kept)
  const [dismiss] = buttons('Dismiss')
  dismiss?.focus()
  dismiss?.click()
  expect(dismissKept).toHaveBeenCalledOnce()
  events.emit('kept', [])
  expect(parent.children).toHaveLength(0)
  expect(document.activeElement).toBe(editor)
})
