// A name that is being typed after an "@": where it stands, and who may be meant by it.
import type { Stretch } from './quote'

export interface Typed extends Stretch {
  /** What was typed after the "@" so far. */
  letters: string
}

/** Whom one can call; `isGuest` tells apart who only bears the same name. */
export interface Name {
  name: string
  organisation: string
  isGuest: boolean
}

/** The server calls nobody in an address either (`app/domain/mentions.py`). */
const TYPED = /(?<![a-z0-9._-])@(?!\s)([^@\n]*)$/i

/** The name before the caret, from its "@" on; null when none is being typed. */
export function typedName(text: string, caret: number): Typed | null {
  const found = TYPED.exec(text.slice(0, caret))
  return found ? { from: found.index, to: caret, letters: found[1] ?? '' } : null
}

/** Those one of whose names begins with the letters, whose whole name does so first. */
export function matching(names: readonly Name[], letters: string): Name[] {
  const wanted = folded(letters)
  const whole = names.filter(({ name }) => folded(name).startsWith(wanted))
  const inside = names.filter(
    (one) => !whole.includes(one) && folded(one.name).includes(` ${wanted}`),
  )
  return [...whole, ...inside]
}

/** `text` with the typed letters made a call of `name`, and where the caret stands after it. */
export function called(
  text: string,
  { from, to }: Stretch,
  name: string,
): { text: string; caret: number } {
  const after = text.slice(to)
  const call = /^[\s.,;:!?)]/.test(after) ? `@${name}` : `@${name} `
  return { text: text.slice(0, from) + call + after, caret: from + call.length }
}

/** Accents and capitals are left out: whoever types quickly leaves them out. */
function folded(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
