import { describe, expect, test } from 'vitest'
import { called, matching, type Name, typedName } from '../../src/notes/typed_name'

const person = (name: string, isGuest = false): Name => ({ name, organisation: '', isGuest })
const PEOPLE = ['Ana Núñez', 'Émile Zola', 'Nour El-Khazen', 'نور', 'Zola Ana'].map((name) =>
  person(name),
)

describe('a name is being typed', () => {
  test.each([
    ['@', 1, 0, ''],
    ['@No', 3, 0, 'No'],
    ['Ask @Nour El', 12, 4, 'Nour El'],
    ['Ask (@No', 8, 5, 'No'],
    ['@Ana, @No', 9, 6, 'No'],
    ['@نو', 3, 0, 'نو'],
    ['@Nour and more', 3, 0, 'No'], // what stands after the caret does not count
  ])('in %j', (text, caret, from, letters) => {
    expect(typedName(text, caret)).toEqual({ from, to: caret, letters })
  })
})

describe('no name is being typed', () => {
  test.each(['', 'No', 'info@nour.org', 'a @ b', '@Nour\nand', 'me.@x'])('in %j', (text) => {
    expect(typedName(text, text.length)).toBeNull()
  })
})

test('names are found by any of their words, whatever accents and capitals', () => {
  const found = (letters: string) => matching(PEOPLE, letters).map(({ name }) => name)
  expect(found('ana')).toEqual(['Ana Núñez', 'Zola Ana'])
  expect(found('emi')).toEqual(['Émile Zola'])
  expect(found('nunez')).toEqual(['Ana Núñez'])
  expect(found('نو')).toEqual(['نور'])
  expect(found('nour el')).toEqual(['Nour El-Khazen'])
  expect(found('our')).toEqual([])
  expect(found('')).toEqual(PEOPLE.map(({ name }) => name))
})

test('the letters become a call, with a space where none follows', () => {
  expect(called('Ask @no', { from: 4, to: 7 }, 'Nour')).toEqual({ text: 'Ask @Nour ', caret: 10 })
  expect(called('@no, so', { from: 0, to: 3 }, 'Nour')).toEqual({ text: '@Nour, so', caret: 5 })
})
