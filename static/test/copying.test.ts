// @vitest-environment happy-dom
// Buttons that copy a field: there with a script only, they say so once, and never lie.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { offerCopying } from '../src/copying'

const writeText = vi.fn(async (_text: string) => {})

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  writeText.mockReset()
  document.body.innerHTML = `
    <textarea id="all">one\ntwo</textarea>
    <button data-copies="all" data-done="Copied" hidden>Copy all</button>
    <input id="yara" value="https://example.org/yara">
    <button data-copies="yara" data-done="Copied" hidden><span>Copy</span><b>: Yara</b></button>
    <button data-copies="nothing" data-done="Copied" hidden>Copy nothing</button>`
  offerCopying(document)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function button(field: string): HTMLButtonElement {
  const found = document.querySelector<HTMLButtonElement>(`[data-copies=${field}]`)
  if (!found) throw new Error(`no button copies ${field}`)
  return found
}

async function press(field: string): Promise<void> {
  button(field).click()
  await vi.advanceTimersByTimeAsync(0)
}

test('a button shows up where there is something to copy, and nowhere else', () => {
  expect(['all', 'yara', 'nothing'].map((field) => button(field).hidden)).toEqual([
    false,
    false,
    true,
  ])
})

test.each([
  ['all', 'one\ntwo'],
  ['yara', 'https://example.org/yara'],
])('%s: what its field says is copied, all of it', async (field, words) => {
  await press(field)
  expect(writeText.mock.calls).toEqual([[words]])
})

test('it says so for a moment, and keeps the name it was for', async () => {
  await press('yara')
  expect(button('yara').textContent).toBe('Copied: Yara')
  await vi.runAllTimersAsync()
  expect(button('yara').textContent).toBe('Copy: Yara')
})

test('who presses twice finds the old words back', async () => {
  await press('all')
  await press('all')
  expect(writeText).toHaveBeenCalledTimes(2)
  await vi.runAllTimersAsync()
  expect(button('all').textContent).toBe('Copy all')
})

test('what a browser does not let us copy is selected, and nobody is told it was copied', async () => {
  writeText.mockRejectedValue(new Error('not allowed'))
  await press('all')
  const field = document.querySelector<HTMLTextAreaElement>('#all')
  expect([field?.selectionStart, field?.selectionEnd]).toEqual([0, 'one\ntwo'.length])
  expect(button('all').textContent).toBe('Copy all')
})
