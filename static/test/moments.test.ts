// @vitest-environment happy-dom
// Moments are told in the reader's zone and language, unless they chose another zone.
import { expect, test } from 'vitest'
import { tellMoments } from '../src/moments'

const AT = '2026-03-14T09:30:00+00:00'

function told(html: string, language: string): string {
  const root = document.createElement('div')
  root.innerHTML = html
  tellMoments(root, language)
  return root.textContent ?? ''
}

test.each(['en', 'es', 'fr', 'ar'])('in the zone of the browser, in %s', (language) => {
  const expected = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' })
  const html = `<time datetime="${AT}" data-zone="browser">UTC</time>`
  expect(told(html, language)).toBe(expected.format(new Date(AT)))
})

test.each([
  `<time datetime="${AT}">chosen</time>`,
  '<time datetime="?" data-zone="browser">chosen</time>',
])('what stands there stays: %s', (html) => {
  expect(told(html, 'en')).toBe('chosen')
})
