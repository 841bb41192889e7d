// Held to the same cases as the server: tests/domain/test_quotes.py.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { find, likeliest, quoteOf } from '../../src/notes/quote'

interface Cases {
  find: {
    rule: string
    text: string
    exact: string
    prefix: string
    suffix: string
    found: { before: string; words: string } | null
  }[]
  quote_of: {
    rule: string
    text: string
    before: string
    words: string
    context: number
    prefix: string
    suffix: string
  }[]
}

const cases: Cases = JSON.parse(
  readFileSync(new URL('../../../tests/domain/quotes.json', import.meta.url), 'utf8'),
)

describe('find', () => {
  test.each(cases.find)('$rule', ({ text, exact, prefix, suffix, found }) => {
    const place = find(text, { exact, prefix, suffix })
    const seen = place && {
      before: text.slice(0, place.from),
      words: text.slice(place.from, place.to),
    }
    expect(seen).toEqual(found)
  })
})

describe('quoteOf', () => {
  test.each(cases.quote_of)('$rule', ({ text, before, words, context, prefix, suffix }) => {
    const quote = quoteOf(text, before.length, before.length + words.length, context)
    expect(quote).toEqual({ exact: words, prefix, suffix })
  })

  test('no character is halved', () => {
    expect(quoteOf('a🙂b🙂c', 2, 5)).toEqual({ exact: '🙂b🙂', prefix: 'a', suffix: 'c' })
    expect(quoteOf('🙂'.repeat(150), 120, 122).prefix).toBe('🙂'.repeat(60))
    expect(quoteOf('🙂'.repeat(250), 240, 242).prefix).toBe('🙂'.repeat(100))
  })
})

test('of places that cannot be told apart all are named', () => {
  const quote = { exact: 'two', prefix: '', suffix: '' }
  expect(likeliest('two and two', quote)).toEqual([
    { from: 0, to: 3 },
    { from: 8, to: 11 },
  ])
})
