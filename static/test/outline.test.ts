// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import { drawOutline } from '../src/outline'

const heading = (text: string, level = 2, position = 0) => ({ level, text, position })
const nowhere = () => {}

let parent: HTMLElement
const buttons = () => [...parent.querySelectorAll('button')]

beforeEach(() => {
  document.body.innerHTML = '<nav><ul><li><a href="#purpose">Purpose</a></li></ul></nav>'
  parent = document.querySelector('nav') as HTMLElement
})

test('headings take the place of what the server drew, level by level', () => {
  drawOutline(parent, [heading('Charter', 1), heading('Purpose')], nowhere)
  expect(buttons().map((button) => button.textContent)).toEqual(['Charter', 'Purpose'])
  expect([...parent.querySelectorAll('li')].map((row) => row.className)).toEqual([
    'outline-level-1',
    'outline-level-2',
  ])
  expect(parent.querySelector('a')).toBeNull()
})

test('a heading leads to where it stands now', () => {
  const go = vi.fn()
  drawOutline(parent, [heading('Purpose', 2, 10)], nowhere)
  drawOutline(parent, [heading('Purpose', 2, 25)], go)
  buttons()[0]?.click()
  expect(go.mock.calls).toEqual([[25]])
})

test('focus stays on its row while others write', () => {
  drawOutline(parent, [heading('Purpose'), heading('Members')], nowhere)
  const focused = buttons()[1]
  focused?.focus()
  drawOutline(parent, [heading('Our purpose'), heading('Members'), heading('End')], nowhere)
  expect(document.activeElement).toBe(focused)
  expect(buttons().map((button) => button.textContent)).toEqual(['Our purpose', 'Members', 'End'])
})

test('headings that are gone leave no row', () => {
  drawOutline(parent, [heading('Purpose'), heading('Members')], nowhere)
  drawOutline(parent, [heading('Members')], nowhere)
  expect(buttons().map((button) => button.textContent)).toEqual(['Members'])
})

test('what somebody writes in a heading stays words, in their own direction', () => {
  drawOutline(parent, [heading('<b>x</b>')], nowhere)
  expect(parent.querySelector('b')).toBeNull()
  expect(buttons()[0]?.firstElementChild?.localName).toBe('bdi')
})

test('how many remarks there are stands beside the heading, as long as there are any', () => {
  drawOutline(parent, [heading('Purpose'), heading('Members')], nowhere, [0, 2])
  expect(buttons().map((button) => button.textContent)).toEqual(['Purpose', 'Members2'])
  expect(buttons()[1]?.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('2 comments')
  drawOutline(parent, [heading('Purpose'), heading('Members')], nowhere, [1, 0])
  expect(buttons().map((button) => button.textContent)).toEqual(['Purpose1', 'Members'])
})
