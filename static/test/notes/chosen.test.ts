import { describe, expect, test } from 'vitest'
import type { Place } from '../../src/notes/anchor'
import { chosenFrom } from '../../src/notes/chosen'
import type { Filter } from '../../src/notes/filters'
import type { PlacedThread } from '../../src/notes/threads_store'

const HEADINGS = [
  { level: 1, text: 'Charter', position: 10 },
  { level: 2, text: 'Purpose', position: 20 },
  { level: 2, text: 'Members', position: 40 },
  { level: 3, text: 'Fees', position: 50 },
  { level: 2, text: 'Costs', position: 60 },
  { level: 3, text: 'Fees', position: 70 },
]
const ANA = { key: 'a', name: 'Ana', isGuest: false }
const NOUR = { key: 'n', name: 'Nour', isGuest: false }
const OTHER_NOUR = { key: 'o', name: 'Nour', isGuest: true }

const at = (from: number): Place => ({ kind: 'kept', from, to: from + 1 })

function thread(key: string, place: Place | null, more: Partial<PlacedThread> = {}): PlacedThread {
  const quote = { exact: '', prefix: '', suffix: '' }
  const rest = { scope: 'words', clause: [], status: 'open', outcome: null } as const
  const flags = { isOwn: false, isNew: false, mentionsMe: false, speakers: [ANA] }
  return {
    ...{ key, start: null, end: null, quote, replacement: null, author: 'Ana', place },
    ...{ ...rest, ...flags, ...more },
  }
}

const THREADS = [
  thread('fees of costs', at(72)),
  thread('fees', at(52), { speakers: [ANA, NOUR] }),
  thread('purpose', at(25), { speakers: [OTHER_NOUR] }),
  thread('whole', null, { speakers: [NOUR] }),
  thread('gone', { kind: 'detached' }),
  thread('title', at(0)),
  thread('closed', at(25), { status: 'closed' }),
]

const EVERY: Filter = { kind: 'open', clause: '', person: '' }
const chosen = (filter: Partial<Filter> = {}, kept: readonly string[] = []) =>
  chosenFrom(THREADS, HEADINGS, { ...EVERY, ...filter }, new Set(kept))
const keys = (filter: Partial<Filter> = {}, kept: readonly string[] = []) =>
  chosen(filter, kept).threads.map(({ key }) => key)
const told = (possibilities: readonly { name: string; count: number }[]) =>
  possibilities.map(({ name, count }) => `${name} (${count})`)

test('what is shown stands in the order of the text', () => {
  expect(keys()).toEqual(['whole', 'gone', 'title', 'purpose', 'fees', 'fees of costs'])
})

describe('there is to choose from', () => {
  test('the clauses that have any, those of one name told apart by what is above', () => {
    expect(told(chosen().clauses)).toEqual([
      'The whole text (1)',
      'Before the first heading (1)',
      'Purpose (1)',
      'Charter / Members / Fees (1)',
      'Charter / Costs / Fees (1)',
      'Words no longer found (1)',
    ])
  })

  test('whoever spoke, guests told apart', () => {
    expect(told(chosen().people)).toEqual(['Ana (4)', 'Nour (2)', 'Nour (guest) (1)'])
  })

  test('only what there is under the other choices', () => {
    expect(told(chosen({ person: 'n' }).clauses)).toEqual([
      'The whole text (1)',
      'Charter / Members / Fees (1)',
    ])
    expect(told(chosen({ kind: 'closed' }).people)).toEqual(['Ana (1)'])
  })

  test('and what is chosen, although nothing is left of it', () => {
    expect(told(chosen({ kind: 'closed', person: 'n' }).people)).toContain('Nour (0)')
  })
})

test('all choices hold together', () => {
  const [fees] = chosen({ person: 'n' }).clauses.slice(1)
  expect(keys({ person: 'n' })).toEqual(['whole', 'fees'])
  expect(keys({ person: 'n', clause: fees?.value ?? '' })).toEqual(['fees'])
  expect(keys({ kind: 'closed', person: 'n' })).toEqual([])
})

test('those that are looked at or written in are shown all the same', () => {
  expect(keys({ person: 'o' }, ['closed', 'gone'])).toEqual(['gone', 'purpose', 'closed'])
})
