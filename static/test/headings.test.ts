import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { charterLanguage } from '../src/editor/language'
import { headingsOf } from '../src/headings'

function headings(markdown: string) {
  return headingsOf(EditorState.create({ doc: markdown, extensions: [charterLanguage] }))
}

test('headings come in order, with their level and where they begin', () => {
  expect(headings('# Charter\n\ntext\n\n## Purpose\n\n### رؤية')).toEqual([
    { level: 1, text: 'Charter', position: 0 },
    { level: 2, text: 'Purpose', position: 17 },
    { level: 3, text: 'رؤية', position: 29 },
  ])
})

test('a heading is shown without its markup', () => {
  const [heading] = headings('## **Bold** and [a link](https://example.org) and \\*star ##')
  expect(heading?.text).toBe('Bold and a link and *star')
})

test('what only looks like a heading is none', () => {
  expect(headings('```\n# code\n```\n\n#hashtag\n\n##')).toEqual([])
})
