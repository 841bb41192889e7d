// @vitest-environment happy-dom
// Whatever happens to the network, the server and the pages: every word typed is in the text once.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Provider } from '../../src/provider/provider'
import { FakeServer, type Fate } from './fake_server'
import { endOfTest, isSaved, openPage, pass, read, settle, startOfTest, until } from './support'

const SEEDS = 40
const STEPS = 60
const FIRST = '0123456789ABCDEFGHIJ'
const LETTERS = [
  'a',
  'é',
  'ñ',
  'ш',
  'ب',
  '界',
  '🙂',
  '👩🏽‍🏫',
  'e\u0301',
  ' ',
  '\n',
  '**',
  '\u200f',
]

beforeEach(startOfTest)
afterEach(endOfTest)

test.each(Array.from({ length: SEEDS }, (_, seed) => seed))('seed %i', async (seed) => {
  const random = randomOf(seed)
  vi.spyOn(Math, 'random').mockImplementation(random)
  const world = new World(random)
  for (let step = 0; step < STEPS; step += 1) await world.step()
  await world.calm()
  for (const word of world.typed) expect(world.server.text.split(word)).toHaveLength(2)
  const left = [...FIRST].filter((sign) => !world.deleted.has(sign)).join('')
  expect(firstIn(world.server.text)).toBe(left)
  for (const page of world.pages) {
    expect(read(page)).toBe(world.server.text)
    expect(page.status).toEqual({ kind: 'saved', unsent: 0, keeps: true })
    expect(page.kept).toEqual([])
  }
  for (const page of world.pages) page.destroy()
})

class World {
  readonly server = new FakeServer()
  readonly pages: Provider[]
  /** Words that nobody deletes; each must be in the text exactly once. */
  readonly typed: string[] = []
  /** What was there at first and somebody deleted; none of it may come back. */
  readonly deleted = new Set<string>()
  private rough = true

  constructor(private readonly random: () => number) {
    this.server.seed(FIRST)
    this.server.fate = () => this.fate()
    this.pages = ['Ana', 'Ben', 'Ana'].map((person) => openPage(this.server, person))
  }

  async step(): Promise<void> {
    const index = this.below(this.pages.length)
    const page = this.pages[index] as Provider
    const dice = this.random()
    if (dice < 0.5) this.type(page)
    else if (dice < 0.6) this.shorten(page)
    else if (dice < 0.65) this.server.restart()
    else if (dice < 0.7) this.server.reachable = !this.server.reachable
    else if (dice < 0.75) await this.reload(index)
    else if (dice < 0.78) this.server.refuse.update.push('busy')
    else if (dice < 0.8) this.server.refuse.join.push('busy')
    else if (dice < 0.82) this.server.broadcast('resync', { reason: 'test' })
    else await pass(this.below(2_000))
    await pass(this.below(60))
  }

  /** The network behaves from now on; waits until everyone has everything. */
  async calm(): Promise<void> {
    this.rough = false
    this.server.reachable = true
    const all = () => this.pages.every((page) => isSaved(page) && read(page) === this.server.text)
    await until(all, "every page is saved and shows the server's text")
    await settle()
  }

  private type(page: Provider): void {
    const noise = Array.from({ length: this.below(4) }, () => LETTERS[this.below(LETTERS.length)])
    const word = `‹${this.typed.length}${noise.join('')}›`
    this.typed.push(word)
    page.text.insert(this.placeIn(read(page)), word)
  }

  /** Between words, so that no word is torn apart. */
  private placeIn(text: string): number {
    const places = [...text.matchAll(/[‹›]|$/g)].map(({ 0: mark, index }) =>
      mark === '›' ? index + 1 : index,
    )
    return places[this.below(places.length)] as number
  }

  /** Deletes one of the signs that were there at first. */
  private shorten(page: Provider): void {
    const left = firstIn(read(page))
    const sign = left[this.below(left.length)]
    if (sign === undefined) return
    this.deleted.add(sign)
    page.text.delete(
      read(page)
        .replace(/‹[^›]*›/g, (word) => '.'.repeat(word.length))
        .indexOf(sign),
      1,
    )
  }

  /** A page is closed, once the device has what was typed, and opened again. */
  private async reload(index: number): Promise<void> {
    const page = this.pages[index] as Provider
    await settle()
    page.destroy()
    this.pages[index] = openPage(this.server, index === 1 ? 'Ben' : 'Ana')
    await settle()
  }

  private fate(): Fate {
    if (!this.rough || this.random() < 0.85) return 'arrives'
    return (['twice', 'cut', 'vanishes'] as const)[this.below(3)] as Fate
  }

  private below(bound: number): number {
    return Math.floor(this.random() * bound)
  }
}

/** What is left of the text that was there at first. */
function firstIn(text: string): string {
  return text.replace(/‹[^›]*›/g, '')
}

/** A small generator of numbers in [0, 1) that a seed decides (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b9 + 1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
