// A server that remembers every step of a text, as the real one tells of it.

import type { Person } from '../../src/cursor'
import type { Change, Frames, Step } from '../../src/replay/frames'
import { type Dice, dice } from '../notes/writers'

export const PEOPLE: Person[] = [
  { name: 'Nour', organisation: 'Beirut', colour: '#0b6e4f', isGuest: false },
  { name: 'Camille', organisation: 'Paris', colour: '#b4235a', isGuest: false },
]

const WORDS = ['a', 'charter ', '\n\n## Title\n', '🌍', 'ميثاق', 'e\u0301', '- one\n- two\n']

/** A history in which some rows change nothing, and some steps are several rows. */
export class FakeHistory {
  /** By row how the text stood after it. */
  readonly texts: string[] = ['']
  readonly steps: Step[] = []
  asked: number[] = []
  isBroken = false

  constructor(
    count: number,
    private readonly atMost: number,
    seed = 1,
  ) {
    const chance = dice(seed)
    for (let seconds = 1_000; this.steps.length < count; seconds += chance.below(10)) {
      while (chance.chance(0.2)) this.texts.push(this.text)
      this.step(chance, seconds)
    }
  }

  get text(): string {
    return this.texts.at(-1) ?? ''
  }

  get head(): number {
    return this.texts.length - 1
  }

  readonly fetch = async (from: number): Promise<Frames> => {
    this.asked.push(from)
    if (this.isBroken) throw new Error('frames: 503')
    const after = this.steps.filter(([seq]) => seq > from)
    const steps = after.slice(0, this.atMost)
    const next = after.length > this.atMost ? (steps.at(-1)?.[0] ?? null) : null
    return { from, text: this.texts[from] ?? '', people: PEOPLE, steps, next, head: this.head }
  }

  private step(chance: Dice, seconds: number): void {
    let text = this.text
    const changes: Change[] = []
    for (let i = chance.below(3); i >= 0; i--) {
      const characters = [...text]
      const place = chance.below(characters.length + 1)
      const gone = chance.chance(0.3)
        ? characters.slice(place, place + chance.below(5)).join('')
        : ''
      const at = characters.slice(0, place).join('').length
      const come = gone && chance.chance(0.5) ? '' : chance.pick(WORDS)
      changes.push([at, gone.length, come])
      text = text.slice(0, at) + come + text.slice(at + gone.length)
    }
    this.texts.push(text)
    this.steps.push([this.head, seconds, chance.below(PEOPLE.length), changes])
  }
}
