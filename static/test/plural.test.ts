// Sentences with a number follow the language's own rules.
import { expect, test } from 'vitest'
import { plural } from '../src/plural'

const arabic = { one: 'w', two: 't', few: 'f {count}', many: 'm {count}', other: 'o {count}' }

test.each([
  ['en', { one: '{count} change', other: '{count} changes' }, 1, '1 change'],
  ['en', { one: '{count} change', other: '{count} changes' }, 1234, '1,234 changes'],
  ['ar', arabic, 2, 't'],
  ['fr', { one: '{count} modification', other: '{count} modifications' }, 0, '0 modification'],
  ['es', { other: '{count} cambios' }, 1, '1 cambios'],
] as const)('%s %o %i -> %s', (language, forms, count, sentence) => {
  expect(plural(forms, count, language)).toBe(sentence)
})

test('each category of Arabic gets its form', () => {
  const forms = [1, 2, 3, 11, 100].map((count) => plural(arabic, count, 'ar')[0])
  expect(forms).toEqual(['w', 't', 'f', 'm', 'o'])
})
