// @vitest-environment happy-dom
// Where one stops on a page of differences, and how one gets from change to change.
import { beforeEach, expect, test } from 'vitest'
import { changesIn, stepThroughChanges } from '../src/changes'

const BAR = `<div data-changes hidden>
  <button data-step="-1"></button><button data-step="1"></button>
  <span data-place="Change {place} of {count}"></span>
  <input type="checkbox" checked data-keys></div>`
const CLAUSES = `
  <section class="change"><p>We <del>meet</del><ins>gather</ins> twice a <del>year</del>.</p></section>
  <section class="change"><h2>Only moved</h2></section>
  <section class="change">
    <p class="new"><ins>One.</ins></p><ul class="new"><li class="new"><p class="new"><ins>Two.</ins></p></li></ul>
    <p>Kept.</p><p class="gone"><del>Three.</del></p></section>`

let page: Document

beforeEach(() => {
  page = document
  page.body.innerHTML = BAR + CLAUSES
  Element.prototype.scrollIntoView = () => {}
  stepThroughChanges(page)
})

function press(key: string, target: Element = page.body, options: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...options }))
}

function told(): string | null | undefined {
  return page.querySelector('[data-place]')?.textContent
}

test('words that take the place of others, and blocks in a row, are one change', () => {
  expect(changesIn(page).map((stop) => stop.textContent?.trim())).toEqual([
    'meet',
    'year',
    'Only moved',
    'One.',
    'Three.',
  ])
})

test.each(['n', 'j', 'N'])('%s leads to the next change, and from the last to the first', (key) => {
  for (const place of [1, 2, 3, 4, 5, 1]) {
    press(key)
    expect(told()).toBe(`Change ${place} of 5`)
  }
  expect(page.activeElement?.textContent).toBe('meet')
  expect(page.querySelectorAll('.change-current')).toHaveLength(1)
})

test.each(['p', 'k'])('%s leads to the one before, and first to the last', (key) => {
  for (const place of [5, 4, 3]) {
    press(key)
    expect(told()).toBe(`Change ${place} of 5`)
  }
})

test('buttons do the same, and are shown', () => {
  page.querySelector<HTMLElement>('[data-step="1"]')?.click()
  expect(told()).toBe('Change 1 of 5')
  expect(page.querySelector<HTMLElement>('[data-changes]')?.hidden).toBe(false)
})

test('keys that mean something else, or that somebody turned off, lead nowhere', () => {
  const select = page.body.appendChild(page.createElement('select'))
  press('n', select)
  press('n', page.body, { ctrlKey: true })
  press('x')
  const keys = page.querySelector<HTMLInputElement>('[data-keys]')
  if (keys) keys.checked = false
  press('n')
  expect(told()).toBe('')
})

test('a page without differences is left alone', () => {
  page.body.innerHTML = '<p>Nothing</p>'
  expect(() => stepThroughChanges(page)).not.toThrow()
})
