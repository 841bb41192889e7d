import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { itemsWithin } from '../../src/authorship/items'
import { Runs } from '../../src/authorship/runs'
import { dice, Writer, wordMaker } from '../notes/writers'

const ANA = 1
const BEN = 2

function pair(): [Y.Text, Y.Text] {
  const [ana, ben] = [new Y.Doc(), new Y.Doc()]
  ana.clientID = ANA
  ben.clientID = BEN
  ana.on('update', (update, origin) => origin !== 'heard' && Y.applyUpdate(ben, update, 'heard'))
  ben.on('update', (update, origin) => origin !== 'heard' && Y.applyUpdate(ana, update, 'heard'))
  return [ana.getText('content'), ben.getText('content')]
}

/** Who wrote what, as `1:words 2:more`. */
function told(text: Y.Text): [number, string][] {
  const words = text.toString()
  return Runs.of(text)
    .between(0, words.length)
    .map(({ client, from, to }) => [client, words.slice(from, to)])
}

test('two people in one word are told apart', () => {
  const [ana, ben] = pair()
  ana.insert(0, 'charer')
  ben.insert(4, 't')
  expect(told(ana)).toEqual([
    [ANA, 'char'],
    [BEN, 't'],
    [ANA, 'er'],
  ])
})

test('what is deleted is nobody’s, and what stood around it is one again', () => {
  const [ana, ben] = pair()
  ana.insert(0, 'our charter')
  ben.insert(4, 'own ')
  ana.delete(4, 4)
  expect(told(ben)).toEqual([[ANA, 'our charter']])
})

test('characters outside the first plane and combined ones stay whole', () => {
  const [ana, ben] = pair()
  ana.insert(0, 'ميثاق 🌍 e\u0301')
  ben.insert(8, '🤝')
  expect(told(ana)).toEqual([
    [ANA, 'ميثاق 🌍'],
    [BEN, '🤝'],
    [ANA, ' e\u0301'],
  ])
})

test('words that are deleted and brought back belong to who brought them back', () => {
  const [ana, ben] = pair()
  ana.insert(0, 'we agree')
  const undo = new Y.UndoManager(ben)
  ben.delete(0, 3)
  undo.undo()
  expect(told(ana)).toEqual([
    [BEN, 'we '],
    [ANA, 'agree'],
  ])
})

test('a part of the text is cut off at its ends', () => {
  const [ana, ben] = pair()
  ana.insert(0, 'abcd')
  ben.insert(4, 'efgh')
  expect(Runs.of(ana).between(2, 6)).toEqual([
    { client: ANA, from: 2, to: 4 },
    { client: BEN, from: 4, to: 6 },
  ])
  expect(itemsWithin(ana, 3, 6)).toEqual([
    { client: ANA, clock: 3, from: 3, to: 4 },
    { client: BEN, clock: 0, from: 4, to: 6 },
  ])
})

test.each([1, 2, 3, 4, 5, 6])(
  'followed key by key it is what is read from the text (%i)',
  (seed) => {
    const chance = dice(seed)
    const runs = new Runs()
    const owners: number[] = []
    for (let i = 0; i < 400; i++) {
      const from = chance.below(owners.length + 1)
      const to = Math.min(owners.length, from + chance.below(6))
      const length = chance.below(5)
      const client = 1 + chance.below(3)
      runs.replace(from, to, length, client)
      owners.splice(from, to - from, ...Array<number>(length).fill(client))
      const read = runs.between(0, owners.length)
      expect(read.flatMap((run) => Array(run.to - run.from).fill(run.client))).toEqual(owners)
      expect(read.every((run, at) => run.client !== read[at - 1]?.client)).toBe(true)
      expect(runs.length).toBe(owners.length)
    }
  },
)

test.each([11, 12, 13])(
  'everybody reads the same after all have heard of each other (%i)',
  (seed) => {
    const chance = dice(seed)
    const newWord = wordMaker(chance, 'ABCDEFGHIJKLMNOP')
    const writers = [1, 2, 3].map((id) => new Writer(chance, newWord, id))
    for (const writer of writers) writer.tell(writers)
    writers[0]?.replace(0, 0, 'One text 🌍 of many.\n\nAnd one more block of words.\n\n')
    for (const writer of writers) writer.hear()
    for (let i = 0; i < 200; i++) {
      chance.pick(writers).act()
      chance.pick(writers).hear()
    }
    for (const writer of writers) writer.hear()
    const [first, ...others] = writers.map(({ text }) => told(text))
    for (const other of others) expect(other).toEqual(first)
  },
)
