// @vitest-environment happy-dom
// A deadline stands there in the zone of the browser, unless another was chosen.
import { expect, test } from 'vitest'
import { onTheWall, takeBrowserZone } from '../src/deadline'

function field(zone: string, mark: string): HTMLElement {
  const root = document.createElement('div')
  root.innerHTML = `<div data-deadline>
    <input type="datetime-local" value="2026-07-01T18:00">
    <input type="hidden" name="zone" value="${zone}" ${mark}>
    <span data-zone-name>before</span></div>`
  return root
}

function said(root: HTMLElement): (string | null | undefined)[] {
  const values = [...root.querySelectorAll('input')].map((input) => input.value)
  return [...values, root.querySelector('[data-zone-name]')?.textContent]
}

test('in the zone of the browser, with its name', () => {
  const root = field('UTC', 'data-zone="browser"')
  takeBrowserZone(root, 'Asia/Tokyo', 'en')
  expect(said(root)).toEqual(['2026-07-02T03:00', 'Asia/Tokyo', 'Japan Standard Time'])
})

test('what was chosen, or typed in another zone, stays', () => {
  const root = field('Europe/Paris', '')
  takeBrowserZone(root, 'Asia/Tokyo', 'en')
  expect(said(root)).toEqual(['2026-07-01T18:00', 'Europe/Paris', 'before'])
})

test.each([
  ['2026-03-29T00:59:00Z', 'Europe/Paris', '2026-03-29T01:59'],
  ['2026-03-29T01:00:00Z', 'Europe/Paris', '2026-03-29T03:00'],
  ['2026-01-01T00:00:00Z', 'America/Bogota', '2025-12-31T19:00'],
  ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01T00:00'],
])('%s in %s: %s', (at, zone, wall) => {
  expect(onTheWall(new Date(at), zone)).toBe(wall)
})
