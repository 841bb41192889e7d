// @vitest-environment happy-dom
import { describe, expect, it, test } from 'vitest'
import { htmlToMarkdown, markdownToHtml } from '../src/editor/clipboard'
import { MAX_DEPTH } from '../src/editor/clipboard/flat_runs'
import { rangeToHtml } from '../src/editor/clipboard/markdown_to_html'
import { MAX_HTML_LENGTH, MAX_NODES } from '../src/editor/clipboard/pasted_page'
import {
  plainTextToCell,
  plainTextToMarkdown,
  readableText,
} from '../src/editor/clipboard/plain_text'
import { parser } from '../src/editor/language'
import { fragments } from './clipboard_fragments'

describe('HTML becomes Markdown', () => {
  test.each(fragments)('$name', ({ html, markdown }) => {
    expect(htmlToMarkdown(html)).toBe(markdown)
  })
})

const hostile = [
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="vbscript:x">x</a>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mi xlink:href="javascript:x">y</mi></math>',
  '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
  '<p>[x](javascript:alert(1))</p>',
  '<a href="https://x.org/)[y](javascript:alert(1)">x</a>',
  '<a href="https://x.org/&quot; onclick=alert(1)">x</a>',
  '<p>&amp;lt;img src=x onerror=alert(1)&amp;gt;</p>',
  '<p>`</p><p><code>`</code>&lt;script&gt;</p>',
]

test.each(hostile)('nothing of %s can run after paste and copy', (html) => {
  const page = new DOMParser().parseFromString(markdownToHtml(htmlToMarkdown(html)), 'text/html')
  expect(page.querySelectorAll('script, img, svg, iframe, math')).toHaveLength(0)
  for (const element of page.querySelectorAll('*')) {
    const names = [...element.attributes].map((attribute) => attribute.name)
    expect(names.filter((name) => !['href', 'style', 'start'].includes(name))).toEqual([])
    expect(element.getAttribute('href') ?? 'https:').toMatch(/^(?:https?|mailto):/)
  }
})

test.each([
  '[x](javascript:alert(1))',
  '[x](<javascript:alert(1)>)',
  '[x](java&#115;cript:alert(1))',
  '![x](javascript:alert(1))',
  '<javascript:alert(1)>',
  '[x](data:text/html,hi)',
])('a charter’s unsafe link %s is copied as words', (markdown) => {
  expect(markdownToHtml(markdown)).not.toMatch(/<a |href/)
})

describe('hostile sizes', () => {
  it('does not parse HTML beyond the bound', () => {
    expect(htmlToMarkdown(`<p>x</p>${' '.repeat(MAX_HTML_LENGTH)}`)).toBe('')
  })

  it('reads a page of too many nodes as words only, losing none', () => {
    const markdown = htmlToMarkdown('<b>a</b>'.repeat(MAX_NODES + 1))
    expect(markdown).toBe('a'.repeat(MAX_NODES + 1))
  }, 60_000)

  it('does not fill up a table that is both wide and long', () => {
    const wide = `<tr>${'<td>a</td>'.repeat(300)}</tr>`
    const markdown = htmlToMarkdown(`<table>${wide}${'<tr><td>b</td></tr>'.repeat(300)}</table>`)
    expect(markdown.length).toBeLessThan(2000)
    expect(markdown.match(/[ab]/g)).toHaveLength(600)
  })

  it('quotes code full of ticks', () => {
    const ticks = 'x`'.repeat(200_000)
    expect(htmlToMarkdown(`<pre>${ticks}</pre>`)).toBe(`\`\`\`\n${ticks}\n\`\`\``)
  })

  test.each(['blockquote', 'i'])(
    'reads %s in itself no deeper than the bound, but its words',
    (tag) => {
      const markdown = htmlToMarkdown(`${`<${tag}>`.repeat(400)}deep <b>down</b>`)
      expect(markdown.match(/>/g)?.length ?? 0).toBeLessThanOrEqual(MAX_DEPTH + 2)
      expect(markdown).toContain('deep down')
    },
  )
})

/** A small seeded generator, so that a failure can be repeated. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

const WORDS = [
  'one',
  'two',
  'días',
  'عمل',
  '*',
  '_',
  'a_b',
  '(x)',
  '“q”',
  '1.',
  '-',
  '#',
  '&amp;',
  '&lt;b&gt;',
  '[x]',
  '`',
  '~~',
  '!',
  '|',
  '\\',
  ':',
  '🙂',
  'é',
]
const MARKS = ['b', 'i', 's', 'span', 'code', 'a href="https://example.org/x"']

/** Makes pages out of what breaks Markdown; `calm` ones have a space around each change of look. */
class RandomPage {
  constructor(
    private readonly roll: (sides: number) => number,
    private readonly calm: boolean,
  ) {}

  html(): string {
    return this.some(4, () => this.block(2))
  }

  private some(most: number, make: () => string, gap = ''): string {
    return Array.from({ length: 1 + this.roll(most) }, make).join(gap)
  }

  private words(): string {
    const gap = this.calm || this.roll(3) ? ' ' : ''
    return this.some(3, () => WORDS[this.roll(WORDS.length)] ?? '', gap)
  }

  private inline(depth = 2): string {
    const gap = () => (this.calm || this.roll(2) ? ' ' : '')
    const chunk = () => {
      if (!depth || this.roll(2)) return this.words() + gap()
      // Links hold no links: a parser would take them apart.
      const tag = MARKS[this.roll(MARKS.length - (depth > 1 ? 1 : 0))] ?? 'b'
      return `${gap()}<${tag}>${gap()}${this.inline(depth - 1)}</${tag.split(' ')[0]}>${gap()}`
    }
    return this.some(4, chunk)
  }

  private block(depth: number): string {
    const kind = this.roll(depth ? 7 : 3)
    const inner = () => this.some(3, () => this.block(depth - 1))
    if (kind === 0) return `<h2>${this.inline()}</h2>`
    if (kind === 1) return `<p>${this.inline()}<br>${this.inline()}</p>`
    if (kind === 3)
      return `<ul><li>${this.inline()}</li><li>${this.inline()}<ol><li>${this.inline()}</li></ol></li></ul>`
    if (kind === 4) return `<blockquote>${inner()}</blockquote>`
    if (kind === 5)
      return `<ol start="${this.roll(12)}"><li><p>${this.inline()}</p>${inner()}</li><li>${this.inline()}</li></ol>`
    if (kind === 6) {
      const row = () => `<tr><td>${this.inline()}</td><td>${this.inline()}</td></tr>`
      return `<table>${row()}${row()}</table>`
    }
    return `<p>${this.inline()}</p>`
  }
}

/** What a reader sees, whatever the spaces between it. */
function seen(html: string): string {
  return (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').replace(
    /\s+/g,
    '',
  )
}

const seeds = Array.from({ length: 500 }, (_, seed) => seed)

test.each(seeds)('random page %i keeps every word', (seed) => {
  const html = new RandomPage(dice(seed), false).html()
  const markdown = htmlToMarkdown(html)
  expect(seen(markdownToHtml(markdown)), markdown).toBe(seen(html))
})

test.each(seeds)('random calm page %i is copied and pasted unchanged', (seed) => {
  const markdown = htmlToMarkdown(new RandomPage(dice(seed), true).html())
  expect(htmlToMarkdown(markdownToHtml(markdown))).toBe(markdown)
})

test.each([
  '# Purpose\n\nWe **share *what* we** know.\n\n- one\n- two\n  - deep\n\n1. first\n2. second\n\n> quoted\n>\n> twice\n\n---\n\n| a | b |\n| --- | --- |\n| 1 |  |',
  '3. third\n    - inside\n4. fourth\n\n    more of it',
  '```\ncode *as it is*\n\n  indented\n```',
  'line\\\nnext [link](https://example.org/a%20b) ~~gone~~ `code`',
])('our own copy comes back as it was: %s', (markdown) => {
  expect(htmlToMarkdown(markdownToHtml(markdown))).toBe(markdown)
})

describe('what is selected is copied', () => {
  // « and » stand where the selection begins and ends.
  test.each([
    ['one **tw«o thr»ee** four', '<strong>o thr</strong>', 'o thr'],
    ['o«ne **tw»o** three', 'ne <strong>tw</strong>', 'ne tw'],
    ['[a l«in»k](https://example.org)', '<a href="https://example.org">in</a>', 'in'],
    ['- one «item» here', 'item', 'item'],
    ['- on«e\n- tw»o\n- three', '<ul><li>e</li><li>tw</li></ul>', '• e\n• tw'],
    ['- x\n  1. on«e\n  2. tw»o', '<ol><li>e</li><li>tw</li></ol>', '1. e\n2. tw'],
    ['# Ti«t»le', 't', 't'],
    ['«# Title\n\n»text', '<h1>Title</h1>', 'Title'],
    ['# Ti«tle\n\ntex»t', '<h1>tle</h1><p>tex</p>', 'tle\n\ntex'],
    ['«one\n\n- »two', '<p>one</p>', 'one'],
    ['a «\\* b» c', '* b', '* b'],
    ['«one\n  two» three', 'one<br>two', 'one\ntwo'],
    ['«a **** b ~~~~ \\*\\*» c', 'a  b  **', 'a  b  **'],
    [
      '«<https://example.org>»',
      '<a href="https://example.org">https://example.org</a>',
      'https://example.org',
    ],
  ])('%s', (marked, html, text) => {
    const from = marked.indexOf('«')
    const to = marked.indexOf('»') - 1
    const markdown = marked.replace(/[«»]/g, '')
    const copied = rangeToHtml(markdown, parser.parse(markdown), from, to)
    expect(copied.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toBe(
      html,
    )
    expect(readableText(copied)).toBe(text)
  })

  it('a table as cells between tabs', () => {
    expect(readableText(markdownToHtml('| a | **b** |\n| --- | --- |\n| c |  |'))).toBe('a\tb\nc\t')
  })
})

describe('pasted plain text', () => {
  test.each([
    ['a single *line* stays words', 'a single \\*line\\* stays words'],
    ['- no list of one line', '\\- no list of one line'],
    ['one\r\ntwo\r\n\r\nthree', 'one\n\ntwo\n\nthree'],
    ['First:\n• a\n• b\n1) c', 'First:\n\n- a\n- b\n1. c'],
    ['# not a title\n> not a quote', '\\# not a title\n\n\\> not a quote'],
    ['<b>x</b> &amp; |', '\\<b>x\\</b> \\&amp; |'],
  ])('%j', (text, markdown) => expect(plainTextToMarkdown(text)).toBe(markdown))

  it('stays on one line in a cell', () => {
    expect(plainTextToCell('a|b\nc\td')).toBe('a\\|b c d')
  })
})
