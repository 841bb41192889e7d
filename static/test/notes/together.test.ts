// Whatever three people and the server do to a text at once: no anchor on wrong words, none lost.

import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Anchor, anchorOf, type Place, placesOf } from '../../src/notes/anchor'
import { find } from '../../src/notes/quote'
import { type Dice, dice, Writer, wordMaker } from './writers'

const SEEDS = 200
const EDITS = 200
const ANCHORS = 12
const SMALL = 'abcdefghijklmnopqrstuvwxyz'
const CAPITAL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** With this much of its letters left where they stood, no anchor may be detached. */
const SURE = 0.5

/** `untold`: detached though the words stand somewhere, in another context or in several places. */
const counts = { kept: 0, healed: 0, detached: 0, untold: 0 }

afterAll(() => {
  console.info(`${SEEDS} seeds, ${ANCHORS} anchors each: ${JSON.stringify(counts)}`)
})

/** The words quoted, and the characters that they were made of then. */
interface Quoted {
  anchor: Anchor
  characters: { id: Y.ID; sign: string }[]
}

test.each(Array.from({ length: SEEDS }, (_, seed) => seed))('seed %i', (seed) => {
  const chance = dice(seed)
  const writers = tableOf(chance)
  const [first, ...others] = writers
  if (!first) throw new Error('nobody writes')
  const quoted = Array.from({ length: ANCHORS }, () => quote(first, chance))
  const newWord = wordMaker(chance, CAPITAL)
  for (let i = 0; i < EDITS; i++) {
    const writer = chance.pick(writers)
    if (chance.chance(0.04)) {
      const { anchor } = chance.chance(0.1) ? chance.pick(quoted) : quote(writer, chance)
      writer.accept(anchor.quote, replaced(chance, newWord))
    } else writer.act()
    if (chance.chance(0.3)) chance.pick(writers).hear(chance.below(12))
  }
  for (const writer of writers) writer.hear()

  const anchors = quoted.map(({ anchor }) => anchor)
  const places = placesOf(first.text, anchors)
  for (const other of others) {
    expect(other.words).toBe(first.words)
    expect(placesOf(other.text, anchors)).toEqual(places)
  }
  expect(places).toHaveLength(ANCHORS)
  for (const [i, one] of quoted.entries()) judge(first, one, places[i] as Place)
})

function tableOf(chance: Dice): Writer[] {
  const newWord = wordMaker(chance, CAPITAL)
  const writers = [1, 2, 3, 4].map((clientId) => new Writer(chance, newWord, clientId))
  const word = wordMaker(chance, SMALL)
  const block = () => Array.from({ length: 6 + chance.below(12) }, word).join(' ')
  writers[0]?.begin(Array.from({ length: 40 + chance.below(200) }, block).join('\n\n'))
  const start = Y.encodeStateAsUpdate(writers[0]?.doc as Y.Doc)
  for (const writer of writers.slice(1)) Y.applyUpdate(writer.doc, start, 'heard')
  for (const writer of writers) writer.tell(writers)
  return writers
}

/** From one to eight words, or a few paragraphs. */
function quote(writer: Writer, chance: Dice): Quoted {
  const words = [...writer.words.matchAll(/[a-z]+/g)]
  const first = chance.below(words.length)
  const count = chance.chance(0.1) ? 30 : 1 + chance.below(8)
  const last = words[Math.min(words.length - 1, first + count - 1)] as RegExpExecArray
  const from = words[first]?.index ?? 0
  const to = last.index + last[0].length
  const anchor = anchorOf(writer.text, from, to)
  if (!anchor) throw new Error('no words')
  return { anchor, characters: charactersOf(writer.text).slice(from, to) }
}

function charactersOf(text: Y.Text): Quoted['characters'] {
  const characters: Quoted['characters'] = []
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue
    for (const [i, sign] of item.content.str.split('').entries())
      characters.push({ id: Y.createID(item.id.client, item.id.clock + i), sign })
  }
  return characters
}

function replaced(chance: Dice, newWord: () => string): string {
  return Array.from({ length: 1 + chance.below(4) }, newWord).join(' ')
}

function judge(writer: Writer, { anchor, characters }: Quoted, place: Place): void {
  counts[place.kind] += 1
  const { exact } = anchor.quote
  if (place.kind === 'detached') {
    if (writer.words.includes(exact)) counts.untold += 1
    expect(find(writer.words, anchor.quote)).toBeNull()
    expect(shareLeft(writer, characters)).toBeLessThan(SURE)
    return
  }
  const words = writer.words.slice(place.from, place.to)
  if (place.kind === 'healed') expect(words).toBe(exact)
  else judgeEdited(exact, words)
}

/** At both edges stands some of the quote, nobody else's words, and half of it is between them. */
function judgeEdited(exact: string, words: string): void {
  const parts = words.match(/[a-z]+/g) ?? []
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  expect(exact.includes(first) || exact[0] === first[0]).toBe(true)
  expect(exact.includes(last) || exact.at(-1) === last.at(-1)).toBe(true)
  expect(words).toMatch(/^[^A-Z]/)
  expect(words).toMatch(/[^A-Z]$/)
  const left = exact.split(/[^a-z]+/).filter((word) => words.includes(word))
  const torn = parts.filter((part) => !left.includes(part) && exact.includes(part))
  expect(lettersIn(left.join('') + torn.join(''))).toBeGreaterThanOrEqual(lettersIn(exact) * SURE)
}

function lettersIn(words: string): number {
  return words.replace(/[^a-z]/g, '').length
}

/** How many of the quote's letters stand where they stood, in words that are still whole. */
function shareLeft(writer: Writer, characters: Quoted['characters']): number {
  const key = ({ client, clock }: Y.ID) => `${client} ${clock}`
  const now = charactersOf(writer.text)
  const index = new Map(now.map(({ id }, i) => [key(id), i]))
  const whole = wordsOf(characters).filter((word) => {
    const places = word.map(({ id }) => index.get(key(id)) ?? -1)
    const from = places[0] ?? -1
    return (
      from >= 0 &&
      places.every((place, i) => place === from + i) &&
      !/\p{L}/u.test((now[from - 1]?.sign ?? ' ') + (now[from + word.length]?.sign ?? ' '))
    )
  })
  return whole.flat().length / lettersIn(characters.map(({ sign }) => sign).join(''))
}

function wordsOf(characters: Quoted['characters']): Quoted['characters'][] {
  const words: Quoted['characters'][] = [[]]
  for (const character of characters) {
    if (/[a-z]/.test(character.sign)) words.at(-1)?.push(character)
    else words.push([])
  }
  return words.filter((word) => word.length > 0)
}
