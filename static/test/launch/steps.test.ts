import { describe, expect, test } from 'vitest'
import { LAST_PAGE, stepOfClick, stepOfKey, stepOfSwipe, stepped } from '../../src/launch/steps'

const at = (slide: number, page = 0) => ({ slide, page })

describe('a step', () => {
  test.each([
    ['to the next page of a slide', at(1, 0), 'on', 3, at(1, 1)],
    ['from its last page to the next slide', at(1, 2), 'on', 3, at(2, 0)],
    ['back to the page before', at(1, 2), 'back', 3, at(1, 1)],
    ['back to the last page of the slide before', at(1, 0), 'back', 3, at(0, LAST_PAGE)],
    ['to the beginning', at(3, 1), 'first', 2, at(0, 0)],
    ['to the very end', at(0, 0), 'last', 1, at(4, LAST_PAGE)],
  ] as const)('%s', (_, from, step, pages, expected) => {
    expect(stepped(from, step, 5, pages)).toEqual(expected)
  })

  test('leads nowhere at either end', () => {
    const [first, last] = [at(0), at(4, 1)]
    expect(stepped(first, 'back', 5, 1)).toBe(first)
    expect(stepped(last, 'on', 5, 2)).toBe(last)
  })
})

describe('keys', () => {
  test.each([
    ['ArrowRight', 'ltr', 'on'],
    ['ArrowLeft', 'ltr', 'back'],
    ['ArrowRight', 'rtl', 'back'],
    ['ArrowLeft', 'rtl', 'on'],
    ['PageDown', 'rtl', 'on'],
    ['PageUp', 'rtl', 'back'],
    [' ', 'ltr', 'on'],
    ['Home', 'ltr', 'first'],
    ['End', 'ltr', 'last'],
    ['a', 'ltr', null],
  ] as const)('%s, where one reads %s', (key, direction, step) => {
    expect(stepOfKey(key, false, direction)).toBe(step)
  })

  test('the space bar with shift leads back', () => {
    expect(stepOfKey(' ', true, 'ltr')).toBe('back')
  })
})

describe('a finger', () => {
  test.each([
    [-120, 10, 'ltr', 'on'],
    [120, -10, 'ltr', 'back'],
    [-120, 10, 'rtl', 'back'],
    [120, 10, 'rtl', 'on'],
    [-20, 0, 'ltr', null],
    [-120, 100, 'ltr', null],
  ] as const)('that moved %d across and %d down, where one reads %s', (x, y, direction, step) => {
    expect(stepOfSwipe(x, y, direction)).toBe(step)
  })
})

test.each([
  [0.1, 'ltr', 'back'],
  [0.9, 'ltr', 'on'],
  [0.1, 'rtl', 'on'],
  [0.9, 'rtl', 'back'],
  [0.5, 'ltr', null],
] as const)('a click at %d of the screen, where one reads %s', (share, direction, step) => {
  expect(stepOfClick(share, direction)).toBe(step)
})
