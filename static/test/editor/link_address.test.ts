// @vitest-environment happy-dom
// One rule for links: web pages and mail, nothing else, whoever writes or pastes them.

import { describe, expect, test } from 'vitest'
import { htmlToMarkdown, markdownToHtml } from '../../src/editor/clipboard'
import {
  bareAddress,
  completeAddress,
  readAddress,
  safeAddress,
  writeAddress,
} from '../../src/editor/link_address'

const refused = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ftp://example.org',
  'tel:123',
  '#purpose',
  '/about',
  'about',
  '//example.org',
  'http:javascript:alert(1)',
  'https:/\\example.org',
  'http\u017f://example.org',
  '',
]

describe.each(refused)('%j', (address) => {
  test('is followed from nowhere', () => {
    expect(safeAddress(address)).toBeNull()
    expect(bareAddress(address)).toBeNull()
  })

  test('is words when it is pasted or copied', () => {
    const link = document.createElement('a')
    link.href = address
    link.textContent = 'words'
    expect(htmlToMarkdown(link.outerHTML)).toBe('words')
    expect(markdownToHtml(`[words](<${address}>)`)).not.toContain('href')
  })
})

test.each(['https://example.org', 'HTTP://example.org/a', 'mailto:a@example.org'])(
  '%s is followed',
  (address) => expect(safeAddress(address)).toBe(address),
)

test.each([
  ['example.org', 'https://example.org'],
  ['a@example.org', 'mailto:a@example.org'],
  ['example.org:8080/x', 'https://example.org:8080/x'],
  ['tel:123', null],
  ['about', null],
])('%j typed is completed to %j', (typed, address) => expect(completeAddress(typed)).toBe(address))

test.each([
  'https://example.org/a_(b)*c*',
  'https://example.org/?a=1&copy=2&copy;=3',
  'https://example.org/"x"<y>|z',
])('%s reads back from Markdown as the same place', (address) => {
  const read = readAddress(writeAddress(address) ?? '')
  expect(decodeURIComponent(read)).toBe(decodeURIComponent(address))
})
