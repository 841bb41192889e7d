// Cards never lie over each other, and the one that is looked at is beside its words.
import { expect, test } from 'vitest'
import { type Card, stack } from '../../src/notes/stack'

const GAP = 8

function randomCards(seed: number): Card[] {
  let state = seed + 1
  const random = () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
  const cards = Array.from({ length: Math.floor(random() * 12) }, () => ({
    wanted: Math.floor(random() * 600),
    height: 20 + Math.floor(random() * 200),
  }))
  return cards.sort((a, b) => a.wanted - b.wanted)
}

test.each(Array.from({ length: 200 }, (_, seed) => seed))('none over another: %i', (seed) => {
  const cards = randomCards(seed)
  const fixed = cards.length ? seed % cards.length : 0
  const tops = stack(cards, GAP, fixed)
  expect(tops).toHaveLength(cards.length)
  cards.slice(1).forEach((_, at) => {
    const end = (tops[at] ?? 0) + (cards[at]?.height ?? 0)
    expect(tops[at + 1]).toBeGreaterThanOrEqual(end + GAP)
  })
  if (cards.length) expect(tops[fixed]).toBe(cards[fixed]?.wanted)
})

test('where there is room, each is beside its words', () => {
  const cards = [0, 100, 250].map((wanted) => ({ wanted, height: 80 }))
  expect(stack(cards, GAP)).toEqual([0, 100, 250])
})

test('those below make place downwards, those above upwards', () => {
  const cards = [0, 10, 20].map((wanted) => ({ wanted, height: 50 }))
  expect(stack(cards, GAP, 0)).toEqual([0, 58, 116])
  expect(stack(cards, GAP, 1)).toEqual([-48, 10, 68])
})
