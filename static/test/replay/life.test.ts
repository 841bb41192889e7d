import { expect, test } from 'vitest'
import type { Step } from '../../src/replay/frames'
import { newsAfter } from '../../src/replay/fresh'
import { Life } from '../../src/replay/life'
import { dice } from '../notes/writers'
import { FakeHistory, PEOPLE } from './fake_history'

const words = (life: Life) => life.text?.toString()

async function play(life: Life): Promise<void> {
  while (!life.isAtEnd) {
    await life.lookAhead()
    life.forward()
  }
}

test.each([1, 2, 3, 4])(
  'from the first word to the newest, and every step back (%i)',
  async (seed) => {
    const history = new FakeHistory(120, 25, seed)
    const life = new Life(history.fetch)
    await life.goTo(0)
    expect(words(life)).toBe('')
    for (const [seq, seconds, person] of history.steps) {
      await life.lookAhead()
      expect(life.forward()).toBe(true)
      expect(words(life)).toBe(history.texts[seq])
      expect(life.instant).toEqual({ seq, seconds, person: PEOPLE[person] })
    }
    expect(life.isAtEnd).toBe(true)
    expect(life.forward()).toBe(false)
    for (const [seq, seconds] of history.steps.toReversed()) {
      await life.goTo(seq)
      expect([words(life), life.instant.seconds]).toEqual([history.texts[seq], seconds])
      await life.goTo(life.before)
      expect(words(life)).toBe(history.texts[seq - 1])
    }
    expect(words(life)).toBe('')
  },
)

test.each([5, 6, 7, 8])('wherever one jumps, it is the text of that row (%i)', async (seed) => {
  const history = new FakeHistory(300, 40, seed)
  const life = new Life(history.fetch)
  const chance = dice(seed)
  for (let i = 0; i < 60; i++) {
    const seq = chance.below(history.head + 1)
    await life.goTo(seq)
    expect(words(life)).toBe(history.texts[seq])
    const { from, until } = life.standing
    expect(from <= seq && seq < until).toBe(true)
  }
  await life.goTo(history.head)
  expect(words(life)).toBe(history.text)
})

test('each part of the history is asked for once', async () => {
  const history = new FakeHistory(100, 10)
  const life = new Life(history.fetch)
  await life.goTo(0)
  await play(life)
  await life.goTo(5)
  await play(life)
  expect(history.asked).toEqual([...new Set(history.asked)])
})

test('what comes next is there before it is needed', async () => {
  const history = new FakeHistory(20, 10)
  const life = new Life(history.fetch)
  await life.goTo(0)
  await life.lookAhead()
  for (const _ of history.steps) expect(life.forward()).toBe(true)
})

test('what could not be loaded can be asked for again', async () => {
  const history = new FakeHistory(20, 10)
  const life = new Life(history.fetch)
  history.isBroken = true
  await expect(life.goTo(3)).rejects.toThrow()
  history.isBroken = false
  await life.goTo(3)
  expect(words(life)).toBe(history.texts[3])
})

test('rows that changed nothing are passed over, also where whole answers have none', async () => {
  const changes = [[0, 0, 'x']] as const
  const answers: Record<number, { text: string; steps: Step[]; next: number | null }> = {
    0: { text: '', steps: [[1, 100, 0, changes]], next: 2 },
    2: { text: 'x', steps: [], next: 4 },
    4: { text: 'x', steps: [[5, 200, 1, changes]], next: 6 },
    6: { text: 'xx', steps: [], next: null },
  }
  const life = new Life(async (from) => {
    const { text, steps, next } = answers[from] ?? { text: 'xx', steps: [], next: null }
    return { from, text, steps, next, people: PEOPLE, head: 8 }
  })
  await life.goTo(0)
  await play(life)
  expect([words(life), life.instant.seq]).toEqual(['xx', 5])
})

test('new words are those of the last steps, where they are now', () => {
  const steps: Step[] = [
    [1, 100, 0, [[0, 0, 'one two']]],
    [2, 101, 1, [[3, 0, ' and']]],
    [3, 102, 0, [[0, 2, '']]],
  ]
  expect(newsAfter(steps, 0)).toEqual({ fresh: [], caret: null })
  expect(newsAfter(steps, 3)).toEqual({
    fresh: [
      { from: 0, to: 1, person: 0 },
      { from: 1, to: 5, person: 1 },
      { from: 5, to: 9, person: 0 },
    ],
    caret: { at: 0, person: 0 },
  })
})
