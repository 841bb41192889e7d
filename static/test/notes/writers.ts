// People who write one text together, hear of each other late, and do all that people do to a text.

import * as Y from 'yjs'
import { find, type Quote } from '../../src/notes/quote'

export type Dice = ReturnType<typeof dice>

/** Chance that can be repeated (mulberry32). */
export function dice(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    below,
    chance: (share: number) => next() < share,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
  }
}

/** A word nobody wrote before: of small letters in the first text, of capital ones ever after. */
export function wordMaker(dice: Dice, letters: string): () => string {
  const used = new Set<string>()
  return () => {
    for (;;) {
      const word = Array.from({ length: 4 + dice.below(6) }, () => dice.pick([...letters])).join('')
      if (!used.has(word)) {
        used.add(word)
        return word
      }
    }
  }
}

const BLOCK = '\n\n'

/** One browser: its own copy of the text, its own undo, and what it has not heard yet. */
export class Writer {
  readonly doc = new Y.Doc()
  readonly text = this.doc.getText('content')
  private readonly undo = new Y.UndoManager(this.text, { captureTimeout: 0 })
  private readonly unheard: Uint8Array[] = []
  private cut = ''

  constructor(
    private readonly dice: Dice,
    private readonly newWord: () => string,
    clientId: number,
  ) {
    this.doc.clientID = clientId
  }

  /** Nobody undoes the first words. */
  begin(words: string): void {
    this.text.insert(0, words)
    this.undo.clear()
  }

  /** What is written here reaches the others once they listen. */
  tell(others: readonly Writer[]): void {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'heard') return
      for (const other of others) if (other !== this) other.unheard.push(update)
    })
  }

  hear(count = this.unheard.length): void {
    for (const update of this.unheard.splice(0, count)) Y.applyUpdate(this.doc, update, 'heard')
  }

  get words(): string {
    return this.text.toString()
  }

  /** Does one of the things that people do. */
  act(): string {
    const acts = {
      type: () => this.insert(this.gap(), `${this.newWord()} `),
      typeInWord: () => this.insert(this.dice.below(this.text.length), this.newWord()),
      erase: () => this.replace(...this.few(), ''),
      rewrite: () => this.replace(...this.few(), this.newWord()),
      split: () => this.insert(this.gap(), BLOCK),
      join: () => this.join(),
      list: () => this.insert(this.block()[0], '- '),
      heading: () => this.insert(this.block()[0], '## '),
      bold: () => this.bold(),
      undo: () => void this.undo.undo(),
      undoSome: () => {
        for (let i = this.dice.below(4); i >= 0; i--) this.undo.undo()
      },
      redo: () => void this.undo.redo(),
      eraseAndBack: () => {
        this.replace(...this.few(), '')
        this.undo.undo()
      },
      cut: () => this.cutAway(...(this.dice.chance(0.5) ? this.block() : this.few())),
      paste: () => this.paste(),
      moveBlock: () => {
        this.cutAway(...this.block())
        this.paste()
      },
      replaceBlock: () => this.replace(...this.block(), `${this.newWord()} ${this.newWord()}`),
      pasteOver: () => {
        const [from, to] = this.block()
        this.replace(from, to, `${this.newWord()} ${this.words.slice(from, to)}`)
      },
    }
    const often = ['type', 'typeInWord', 'erase', 'rewrite', 'bold'] as const
    const name = this.dice.chance(0.4)
      ? this.dice.pick(often)
      : this.dice.pick(Object.keys(acts) as (keyof typeof acts)[])
    acts[name]()
    return name
  }

  /** As the server puts accepted words into the text: the smallest change, where the quote is. */
  accept(quote: Quote, replacement: string): void {
    const place = find(this.words, quote)
    if (!place) return
    let { from, to } = place
    let [head, tail] = [0, replacement.length]
    while (from < to && head < tail && this.words[from] === replacement[head]) {
      from++
      head++
    }
    while (from < to && head < tail && this.words[to - 1] === replacement[tail - 1]) {
      to--
      tail--
    }
    this.replace(from, to, replacement.slice(head, tail))
  }

  replace(from: number, to: number, words: string): void {
    this.doc.transact(() => {
      this.text.delete(from, to - from)
      this.text.insert(from, words)
    })
  }

  private insert(at: number, words: string): void {
    this.text.insert(at, words)
  }

  /** A place between two words. */
  private gap(): number {
    const at = this.words.indexOf(' ', this.dice.below(this.text.length + 1))
    return at < 0 ? this.text.length : at + 1
  }

  /** From one to four words. */
  private few(): [from: number, to: number] {
    const from = this.gap()
    let to = from
    for (let i = this.dice.below(4); i >= 0 && to >= 0; i--) to = this.words.indexOf(' ', to + 1)
    return [from, Math.max(from, to)]
  }

  private block(): [from: number, to: number] {
    const at = this.dice.below(this.text.length + 1)
    const from = this.words.lastIndexOf(BLOCK, at)
    const to = this.words.indexOf(BLOCK, at)
    const start = from < 0 ? 0 : from + BLOCK.length
    return [start, Math.max(start, to < 0 ? this.text.length : to)]
  }

  private join(): void {
    const at = this.words.indexOf(BLOCK, this.dice.below(this.text.length + 1))
    if (at >= 0) this.replace(at, at + BLOCK.length, ' ')
  }

  private bold(): void {
    const [from, to] = this.few()
    this.insert(to, '**')
    this.insert(from, '**')
  }

  private cutAway(from: number, to: number): void {
    this.cut = this.words.slice(from, to)
    this.replace(from, to, '')
  }

  private paste(): void {
    this.insert(this.dice.chance(0.5) ? this.gap() : this.block()[0], this.cut + BLOCK)
  }
}
