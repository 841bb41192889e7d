// @vitest-environment happy-dom
// Who has voted is shown as it is now, and only what is otherwise is drawn anew.
import { beforeEach, expect, test, vi } from 'vitest'
import { followTurnout, LOOK_MS, replaceParts } from '../src/turnout'

function turnout(told: string, voters: string[], stage = 'open'): HTMLElement {
  const holder = document.createElement('div')
  const items = voters.map(
    (words, at) => `<li class="${words}" data-part="voter-${at}">${words}</li>`,
  )
  holder.innerHTML = `<div data-turnout="/turnout" data-stage="${stage}">
    <p data-part="told" role="status">${told}</p><ul>${items.join('')}</ul></div>`
  return holder.firstElementChild as HTMLElement
}

beforeEach(() => {
  vi.useFakeTimers()
  document.body.replaceChildren(turnout('1 of 2', ['done', 'waited']))
})

const shown = () => document.querySelector<HTMLElement>('[data-turnout]') as HTMLElement
const told = () => shown().querySelector('[role=status]')?.textContent
const leave = vi.fn()
const wait = () => vi.advanceTimersByTimeAsync(LOOK_MS)

function acts(): string[] {
  const all = [...document.querySelectorAll<HTMLElement>('[data-stages]')]
  return all.filter((act) => !act.hidden).map((act) => act.textContent ?? '')
}

test('what has changed is replaced, the rest stays the very same nodes', () => {
  const before = [...shown().querySelectorAll('li')].map((item) => item.firstChild)
  replaceParts(shown(), turnout('2 of 2', ['done', 'done']))
  const after = [...shown().querySelectorAll('li')].map((item) => item.firstChild)
  expect(told()).toBe('2 of 2')
  expect(after[0]).toBe(before[0])
  expect(shown().querySelectorAll('li.done')).toHaveLength(2)
})

test('what is said aloud is not said again while nothing changes', () => {
  const status = shown().querySelector('[role=status]')?.firstChild
  replaceParts(shown(), turnout('1 of 2', ['done', 'done']))
  expect(shown().querySelector('[role=status]')?.firstChild).toBe(status)
})

test('who is on a link keeps it', () => {
  const fresh = turnout('2 of 2', ['done', 'done'])
  const voter = shown().querySelectorAll('li')[1] as HTMLElement
  voter.innerHTML = '<a href="/oral">aloud</a>'
  voter.querySelector('a')?.focus()
  replaceParts(shown(), fresh)
  expect(document.activeElement?.textContent).toBe('aloud')
  expect(told()).toBe('2 of 2')
})

test('it goes on looking, also after the line was away', async () => {
  const answers = [null, turnout('2 of 2', ['done', 'done'], 'complete')]
  document.body.insertAdjacentHTML(
    'beforeend',
    '<p data-stages="open">remind</p><p data-stages="complete over" hidden>close</p>',
  )
  const look = vi.fn(async () => answers.shift() ?? null)
  followTurnout(document, look, leave)
  await wait()
  expect([told(), acts()]).toEqual(['1 of 2', ['remind']])
  await wait()
  expect([told(), acts()]).toEqual(['2 of 2', ['close']])
  await wait()
  expect(look).toHaveBeenCalledTimes(3)
})

test('nobody looks while the page is not seen', async () => {
  const look = vi.fn(async () => null)
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  followTurnout(document, look, leave)
  await wait()
  expect(look).not.toHaveBeenCalled()
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
  await wait()
  expect(look).toHaveBeenCalledOnce()
})

test.each([
  ['gone' as const, 0],
  [turnout('closed', ['done', 'done'], 'closed'), 1],
])('it ends when there is nothing more to come: %s', async (answer, left) => {
  leave.mockClear()
  const look = vi.fn(async () => answer)
  followTurnout(document, look, leave)
  await wait()
  await wait()
  expect(look).toHaveBeenCalledOnce()
  expect(leave).toHaveBeenCalledTimes(left)
})

test('what somebody is typing is not taken from them when the round ends', async () => {
  leave.mockClear()
  document.body.insertAdjacentHTML('beforeend', '<textarea></textarea>')
  const field = document.querySelector('textarea') as HTMLTextAreaElement
  field.value = 'Because'
  followTurnout(document, async () => turnout('closed', [], 'closed'), leave)
  await wait()
  expect(told()).toBe('closed')
  expect(leave).not.toHaveBeenCalled()
})
