import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Authors, type Moments } from '../../src/authorship/authors'
import { momentWords } from '../../src/authorship/moment_words'
import { Runs } from '../../src/authorship/runs'
import { sharesOf } from '../../src/authorship/shares'
import { toldAt } from '../../src/authorship/told'
import { clocksOf } from '../../src/provider/difference'

const NOUR = { name: 'Nour', organisation: 'Beirut', colour: '#0b6e4f', isGuest: false }
const CAMILLE = { name: 'Camille', organisation: '', colour: '#b4235a', isGuest: false }

const whole = { from: 0, to: 100 }
const when = (seconds: number | null) => (seconds === null ? 'now' : `at ${seconds}`)

/** A text of which Nour wrote the first words under 7 and 8, and Camille the rest under 9. */
function written() {
  const doc = new Y.Doc()
  const text = doc.getText('content')
  const write = (client: number, at: number, words: string) => {
    doc.clientID = client
    text.insert(at, words)
  }
  write(7, 0, 'first then ')
  write(8, 11, 'later')
  write(9, 16, ' camille')
  const moments: Moments = {
    seq: 3,
    clients: { 7: [[0, 100], [6, 160]], 8: [[0, 160]], 9: [[0, 200]] }, // biome-ignore format: a table
    people: { 7: NOUR, 8: NOUR },
  }
  const authors = new Authors(() => new Map([[9, CAMILLE]]))
  authors.learn(moments, clocksOf(doc))
  return { doc, text, write, authors, moments }
}

const words = (text: Y.Text, told: { from: number; to: number } | null) =>
  told && text.toString().slice(told.from, told.to)

test('one client id has many moments, and one person many ids', () => {
  const { text, authors } = written()
  const asked = { text, authors, when }
  const early = toldAt(asked, 2, whole)
  expect([words(text, early), early?.when, early?.author.name]).toEqual([
    'first ',
    'at 100',
    'Nour',
  ])
  const later = toldAt(asked, 7, whole)
  expect([words(text, later), later?.when]).toEqual(['then later', 'at 160'])
  const camille = toldAt(asked, 20, whole)
  expect([words(text, camille), camille?.author.name]).toEqual([' camille', 'Camille'])
  expect(toldAt(asked, 24, whole)).toBeNull()
})

test('nothing is told of words outside of the line', () => {
  const { text, authors } = written()
  expect(words(text, toldAt({ text, authors, when }, 8, { from: 7, to: 11 }))).toBe('hen ')
})

test('what was typed after the server was asked is new, also behind words of the same id', () => {
  const { text, authors, write } = written()
  write(9, 24, ' again')
  const told = toldAt({ text, authors, when }, 26, whole)
  expect([words(text, told), told?.when]).toEqual([' again', 'now'])
})

test('words of an id that nobody knows are told of nobody', () => {
  const { text, authors, write } = written()
  write(10, 24, ' unknown')
  expect(toldAt({ text, authors, when }, 27, whole)).toBeNull()
})

test('who left is a former participant', () => {
  const authors = new Authors(() => new Map())
  authors.learn({ seq: 1, clients: {}, people: { 4: { ...NOUR, name: '' } } }, new Map())
  expect(authors.of(4)?.name).toBe('A former participant')
})

test('shares count characters, not code units, of the whole text', () => {
  const { text, authors, write } = written()
  write(9, 24, '🌍🌍')
  write(10, 28, 'unknown!!!')
  const shares = sharesOf(text.toString(), Runs.of(text), authors)
  expect(shares.map(({ author, characters }) => [author.name, characters])).toEqual([
    ['Nour', 16],
    ['Camille', 10],
  ])
  expect(shares[0]?.part).toBeCloseTo(16 / 36)
})

test('moments are told in the zone of the reader; those of the last minute are now', () => {
  const at = Date.UTC(2026, 2, 14, 21, 30) / 1000
  const tell = momentWords({ language: 'en', zone: 'Asia/Kolkata' })
  expect(tell(at, at + 3600)).toMatch(/^Mar 15, 2026, 3:00\sAM$/)
  expect(tell(at, at + 59)).toBe('Just now')
  expect(tell(null, at)).toBe('Just now')
})
