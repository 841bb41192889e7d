// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import { offerNames } from '../../src/notes/name_choice'
import type { Name } from '../../src/notes/typed_name'

const HOSTILE = '<img src=x onerror="document.title=1">'
const NAMES: readonly Name[] = [
  { name: 'Nora', organisation: 'Cedar Centre', isGuest: false },
  { name: 'Nour', organisation: 'وزارة العمل', isGuest: false },
  { name: 'Nour', organisation: '', isGuest: true },
  { name: HOSTILE, organisation: HOSTILE, isGuest: false },
]

let root: HTMLElement
let field: HTMLTextAreaElement
const closed = vi.fn()
const options = () => [...root.querySelectorAll<HTMLElement>('[role=option]')]
const active = () => root.querySelector(`#${field.getAttribute('aria-activedescendant')}`)

/** Typed letter by letter, as far as the server's answer is concerned. */
async function type(text: string): Promise<void> {
  field.value += text
  field.setSelectionRange(field.value.length, field.value.length)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await new Promise((done) => setTimeout(done))
}

function press(key: string): boolean {
  return field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

beforeEach(() => {
  document.body.innerHTML = `<div><form><label><span>Words</span>
    <textarea name="words"></textarea></label><textarea name="replacement"></textarea></form></div>`
  root = document.querySelector('div') as HTMLElement
  field = root.querySelector('textarea') as HTMLTextAreaElement
  closed.mockReset()
  root.querySelector('form')?.addEventListener('keydown', ({ key }) => closed(key))
  offerNames(root, async () => NAMES)
})

test('"@" and letters offer names, the field tells which is active', async () => {
  await type('Ask @no')
  expect(options().map((one) => one.textContent)).toEqual([
    'Nora Cedar Centre',
    'Nour وزارة العمل',
    'Nour guest',
  ])
  expect(active()).toBe(options()[0])
  press('ArrowDown')
  expect(active()).toBe(options()[1])
  press('ArrowUp')
  press('ArrowUp')
  expect(active()).toBe(options()[2])
  expect(active()?.getAttribute('aria-selected')).toBe('true')
})

test.each(['Enter', 'Tab'])('%s chooses, and is nobody else’s', async (key) => {
  await type('Ask @no')
  press('ArrowDown')
  expect(press(key)).toBe(false)
  expect(field.value).toBe('Ask @Nour ')
  expect(options()).toEqual([])
  expect(field.hasAttribute('aria-activedescendant')).toBe(false)
  expect(closed).not.toHaveBeenCalled()
  expect(press(key)).toBe(true) // the list is closed: the key is the form's again
})

test('Escape closes the list and nothing else, until another "@" is typed', async () => {
  await type('@n')
  press('Escape')
  expect(options()).toEqual([])
  expect(closed).not.toHaveBeenCalled()
  await type('o')
  expect(options()).toEqual([])
  await type(' and @n')
  expect(options()).toHaveLength(3)
  press('Escape')
  press('Escape')
  expect(closed).toHaveBeenCalledWith('Escape')
})

test('a press on a name chooses it', async () => {
  await type('@no')
  options()[2]?.click()
  expect(field.value).toBe('@Nour ')
})

test('hostile names are words', async () => {
  await type('@<')
  expect(options()[0]?.querySelector('.names-name')?.textContent).toBe(HOSTILE)
  expect(root.querySelector('img')).toBeNull()
})

test('nothing is offered in the words for the text, nor where the server does not answer', async () => {
  field = root.querySelector('[name=replacement]') as HTMLTextAreaElement
  await type('@n')
  expect(options()).toEqual([])
})

test('whoever leaves the field leaves the list', async () => {
  field.focus()
  await type('@n')
  field.dispatchEvent(new FocusEvent('focusout', { bubbles: true })) // and came back at once
  await Promise.resolve()
  expect(options()).toHaveLength(3)
  field.blur()
  await Promise.resolve()
  expect(options()).toEqual([])
})
