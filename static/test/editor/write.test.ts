// Reading inline Markdown as glyphs and writing it back.

import { expect, test } from 'vitest'
import { type Glyph, plain, type Styles } from '../../src/editor/glyphs'
import { readInline } from '../../src/editor/reading'
import { write } from '../../src/editor/write'

/** `B`old, `I`talic and `.` plain, a letter for every character of the text. */
function glyphs(text: string, styles: string): Glyph[] {
  return [...text].map((unit, at) => ({
    text: unit,
    at,
    escaped: false,
    styles: { ...plain, ...style(styles[at] ?? '.') },
  }))
}

function style(letter: string): Partial<Styles> {
  return { strong: 'BX'.includes(letter), emphasis: 'IX'.includes(letter) }
}

function shown(source: string): string {
  return readInline(source)
    .map((glyph) => glyph.text)
    .join('')
}

test.each([
  ['plain words', 'plain words'],
  ['**bold** *it* ~~no~~ `x*y`', 'bold it no x*y'],
  ['***both***', 'both'],
  ['[link **b**](https://a.b) end', 'link b end'],
  ['[draft] and a\\*b', '[draft] and a*b'],
  ['5 * 3 = 15', '5 * 3 = 15'],
  ['****', ''],
  ['a ** b', 'a  b'],
  ['snake_case_word', 'snake_case_word'],
  ['- 1. # > not blocks', '- 1. # > not blocks'],
])('people see %j as %j', (source, text) => {
  expect(shown(source)).toBe(text)
})

test.each([
  ['a bold word', '..BBBB.....', 'a **bold** word'],
  ['a bold word', '.BBBBBB....', 'a **bold** word'],
  ['ab', 'BI', '**a***b*'],
  ['a b c', 'BBXII', '**a *b*** *c*'],
  ['one two', 'BBBBXXX', '**one *two***'],
  ['one, two', 'BBBB....', '**one,** two'],
  ['one,two', 'BBBB...', '**one**,two'],
  ['()', '..', '()'],
])('%j in styles %j is written %j', (text, styles, source) => {
  expect(write(glyphs(text, styles)).text).toBe(source)
})

test('whatever cannot be marked is given up, characters never', () => {
  expect(write(glyphs('a(b', '.B.')).text).toBe('a(b')
})

test('marks doubled by two people are written once', () => {
  expect(write(readInline('****x****')).text).toBe('**x**')
})

test('a link stays whole around bold that crosses its edge', () => {
  const source = '**a [b** c](https://x.y)'
  const read = readInline(source)
  const bold = read.map((g, i) => ({ ...g, styles: { ...g.styles, strong: i < 3 } }))
  expect(write(bold).text).toBe('**a** [**b** c](https://x.y)')
})

test('every run of styles reads back as it was written', () => {
  const alphabet = 'ab ,*_[]~é'
  let seed = 7
  const next = (n: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed % n
  }
  for (let round = 0; round < 2000; round++) {
    const length = 1 + next(9)
    const text = Array.from({ length }, () => alphabet[next(alphabet.length)]).join('')
    const wanted = Array.from({ length }, () => '.BIX'[next(4)]).join('')
    const { text: source, at } = write(glyphs(text, wanted))
    const read = readInline(source)
    expect(read.map((glyph) => glyph.text).join(''), source).toBe(text)
    expect(read.map((glyph) => glyph.at)).toEqual(at)
  }
})
