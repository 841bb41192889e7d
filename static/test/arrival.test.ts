// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { headingArrivedAt } from '../src/arrival'

let contents: HTMLElement

beforeEach(() => {
  document.body.innerHTML = `<nav><ul>
    <li><a href="#s-charter">Charter</a></li><li><a href="#s-purpose">Purpose</a></li>
    <li><button>Drawn by a script</button></li></ul></nav>`
  contents = document.querySelector('nav') as HTMLElement
})

test.each([
  ['#s-charter', 0],
  ['#s-purpose', 1],
  ['#s-gone', null],
  ['', null],
  ['#', null],
])('the address %s leads to the heading %s', (hash, place) => {
  expect(headingArrivedAt(contents, hash)).toBe(place)
})
