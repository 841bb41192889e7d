import { expect, test } from 'vitest'
import { sideOf } from '../../src/editor/side'

test.each([
  ['1.1 Purpose', 'ltr'],
  ['| خدمة | Service |', 'rtl'],
  ['> **الهدف**', 'rtl'],
  ['12 – 34', null],
])('%s begins on the side of its first letter', (text, side) => {
  expect(sideOf(text)).toBe(side)
})
