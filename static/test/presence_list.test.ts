// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import type { Person, Presence } from '../src/cursor'
import { drawPresence } from '../src/presence_list'

const nour: Person = {
  name: 'Nour El-Khazen',
  organisation: 'Cedar Centre',
  colour: '#1d4ed8',
  isGuest: false,
}
const omar: Person = { name: 'عمر', organisation: 'وزارة العمل', colour: '#0b6e4f', isGuest: false }

let nextTab = 1
const tabOf = (person: Person): Presence => ({ clientId: nextTab++, person, cursor: null })

let parent: HTMLElement
const names = () => [...parent.querySelectorAll('.presence-name')].map((name) => name.textContent)
const discs = () => [...parent.querySelectorAll('summary .presence-disc')]

beforeEach(() => {
  document.body.innerHTML = '<div></div>'
  parent = document.querySelector('div') as HTMLElement
})

test('everybody is listed with name and organisation, oneself first', () => {
  drawPresence(parent, omar, [tabOf(nour)])
  expect(names()).toEqual(['عمر', 'Nour El-Khazen'])
  const rows = [...parent.querySelectorAll('li')].map((row) => row.textContent)
  expect(rows[0]).toContain('(you)')
  expect(rows[1]).not.toContain('(you)')
  expect(rows[1]).toContain('Cedar Centre')
})

test('somebody with several tabs is one person, also oneself', () => {
  drawPresence(parent, nour, [tabOf(nour), tabOf(omar), tabOf(omar)])
  expect(names()).toEqual(['Nour El-Khazen', 'عمر'])
})

test('people of the same name in other organisations are two', () => {
  drawPresence(parent, null, [tabOf(nour), tabOf({ ...nour, organisation: 'Ministry' })])
  expect(names()).toHaveLength(2)
})

test('a guest who bears the name of somebody of the group is told apart', () => {
  drawPresence(parent, null, [tabOf(nour), tabOf({ ...nour, isGuest: true })])
  const marks = [...parent.querySelectorAll('li')].map((row) => row.querySelector('.guest-mark'))
  expect(marks.map((mark) => mark?.textContent ?? '')).toEqual(['', 'guest'])
  const summary = parent.querySelector('summary')?.getAttribute('aria-label')
  expect(summary).toBe('Here now: Nour El-Khazen, Nour El-Khazen (guest)')
})

test('discs carry initials in the colour of their person', () => {
  drawPresence(parent, null, [tabOf(nour), tabOf(omar)])
  expect(discs().map((disc) => disc.textContent)).toEqual(['NE', 'ع'])
  expect((discs()[0] as HTMLElement).style.backgroundColor).toBe('#1d4ed8')
})

test('a crowd shows a few discs and how many more there are', () => {
  const crowd = Array.from({ length: 8 }, (_, n) => tabOf({ ...nour, name: `Person ${n}` }))
  drawPresence(parent, null, crowd)
  expect(discs()).toHaveLength(5)
  expect(parent.querySelector('.presence-rest')?.textContent).toBe('+3')
  expect(names()).toHaveLength(8)
})

test('who listens instead of looking hears all names on the folded list', () => {
  drawPresence(parent, nour, [tabOf(omar)])
  expect(parent.querySelector('summary')?.getAttribute('aria-label')).toBe(
    'Here now: Nour El-Khazen, عمر',
  )
})

test('an unfolded list stays unfolded and focused while people come and go', () => {
  drawPresence(parent, nour, [])
  const details = parent.querySelector('details') as HTMLDetailsElement
  const summary = parent.querySelector('summary') as HTMLElement
  details.open = true
  summary.focus()
  drawPresence(parent, nour, [tabOf(omar)])
  expect(parent.querySelector('details')).toBe(details)
  expect(details.open).toBe(true)
  expect(document.activeElement).toBe(summary)
})

test('nobody here takes no room', () => {
  drawPresence(parent, null, [])
  expect(parent.hidden).toBe(true)
  drawPresence(parent, nour, [])
  expect(parent.hidden).toBe(false)
})

test('the unfolded list folds on Escape, and on a press anywhere else', () => {
  drawPresence(parent, nour, [])
  const details = parent.querySelector('details') as HTMLDetailsElement
  details.open = true
  details.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  expect(details.open).toBe(false)
  details.open = true
  details.querySelector('ul')?.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  expect(details.open).toBe(true)
  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  expect(details.open).toBe(false)
})
