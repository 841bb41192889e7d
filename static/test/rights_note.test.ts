// @vitest-environment happy-dom
// Why nothing can be written: the sentence that is true, and no other.
import { beforeEach, expect, test } from 'vitest'
import { drawRights } from '../src/rights_note'

let page: HTMLElement

beforeEach(() => {
  page = document.createElement('main')
  page.innerHTML = `
    <span class="state" data-state="drafting">Draft</span>
    <span class="state" data-state="frozen" hidden>Frozen</span>
    <div id="toolbar"></div>
    <div id="reading-note" hidden>
      <p data-why="reading">reading</p><p data-why="closed">closed<i data-state="validating"> round <a href="/rounds">vote</a></i></p>
      <p data-why="signed_out">signed out</p><p data-why="forbidden">forbidden</p>
      <a href="/">again</a>
    </div>
    <div id="editor"></div>`
})

function seen(): string[] {
  if (page.querySelector<HTMLElement>('#reading-note')?.hidden) return []
  const parts = [...page.querySelectorAll<HTMLElement>('#reading-note > *')]
  return parts.filter((part) => !part.hidden).map(visibleText)
}

function visibleText(part: HTMLElement): string {
  const copy = part.cloneNode(true) as HTMLElement
  for (const hidden of copy.querySelectorAll('[hidden]')) hidden.remove()
  return copy.textContent ?? ''
}

test.each([
  ['drafting', true, []],
  ['drafting', false, ['reading']],
  ['frozen', false, ['closed']],
  ['validating', false, ['closed round vote']],
  ['signed_out', false, ['signed out', 'again']],
  ['forbidden', false, ['forbidden', 'again']],
])('%s, may write: %s -> %o', (state, canEdit, expected) => {
  drawRights(page, { state, canEdit }, true)
  expect(seen()).toEqual(expected)
})

test('the badge follows the document, not what this browser may', () => {
  const badge = () => page.querySelector('.state:not([hidden])')?.textContent
  drawRights(page, { state: 'frozen', canEdit: false }, true)
  expect(badge()).toBe('Frozen')
  drawRights(page, { state: 'forbidden', canEdit: false }, true)
  expect(badge()).toBe('Frozen')
  drawRights(page, { state: 'drafting', canEdit: true }, true)
  expect(badge()).toBe('Draft')
})

test('who may read no more sees neither text nor tools, until they may again', () => {
  const editor = page.querySelector<HTMLElement>('#editor')
  const toolbar = page.querySelector<HTMLElement>('#toolbar')
  drawRights(page, { state: 'forbidden', canEdit: false }, true)
  expect([editor?.hidden, toolbar?.hidden]).toEqual([true, true])
  drawRights(page, { state: 'drafting', canEdit: true }, true)
  expect([editor?.hidden, toolbar?.hidden]).toEqual([false, false])
})
