// What a thread is about: words of the shared text, found again however the text has changed.

import type * as Y from 'yjs'
import { indexesOf, positionAt } from './positions'
import { CONTEXT, likeliest, type Quote, quoteOf, type Stretch, wholeCharacters } from './quote'
import { survivors } from './survivors'

/** As the server keeps it: two encoded positions that mean nothing to it, and a quote that does. */
export interface Anchor {
  /** Sticks to the first character of the words. In base64. */
  start: string | null
  /** Sticks to the last one. */
  end: string | null
  quote: Quote
}

/**
 * Where an anchor is in a text: kept on its own characters, healed where its quote was found, or
 * detached from a text that says its words no more.
 */
export type Place = ({ kind: 'kept' | 'healed' } & Stretch) | { kind: 'detached' }

/** The anchor of the characters from `from` to `to`; null when there are none. */
export function anchorOf(text: Y.Text, from: number, to: number): Anchor | null {
  const words = text.toString()
  const whole = wholeCharacters(words, Math.max(0, from), Math.min(to, words.length))
  if (whole.from >= whole.to) return null
  return {
    start: positionAt(text, whole.from, false),
    end: positionAt(text, whole.to, true),
    quote: quoteOf(words, whole.from, whole.to),
  }
}

/**
 * Where each anchor is now.
 *
 * The characters between the two positions, the range, are the first witness, the quote is the
 * second. (1) A range that reads exactly as the quote is kept. (2) Else, where the quote is found
 * by the rule of `quote.ts` close to the range, the words came back, as after an undo, which writes
 * them as new characters: healed there; of several places that the quote alone cannot tell apart,
 * the only one that is close is meant. (3) Else, a range in which at
 * least half of the quote's letters are left (see `survivors.ts`) is kept, without the words of
 * others at its edges: the words were edited, made bold, parted or joined. (4) Else, where the
 * quote is found in one place only, it is healed: the words were cut and pasted, or the clause
 * written anew. (5) Else it is detached, and its thread listed with its quote. Nothing else goes
 * into this than the text, the anchor and which characters were deleted, so that all browsers
 * with the same text find the same.
 */
export function placesOf(text: Y.Text, anchors: readonly Anchor[]): Place[] {
  const words = text.toString()
  const indexes = indexesOf(
    text,
    anchors.flatMap(({ start, end }) => [start ?? '', end ?? '']),
  )
  return anchors.map(({ quote }, i) => {
    const [from, to] = [indexes[2 * i] ?? null, indexes[2 * i + 1] ?? null]
    const range = from === null || to === null ? null : { from, to }
    return placeIn(words, quote, range)
  })
}

function placeIn(text: string, quote: Quote, range: Stretch | null): Place {
  if (range && quote.exact && text.slice(range.from, range.to) === quote.exact)
    return { kind: 'kept', ...range }
  const found = likeliest(text, quote)
  const here = range && only(found.filter((place) => isClose(place, range)))
  if (here) return { kind: 'healed', ...here }
  const left = range && survivorsIn(text, quote, range)
  if (left) return { kind: 'kept', ...left }
  const elsewhere = only(found)
  return elsewhere ? { kind: 'healed', ...elsewhere } : { kind: 'detached' }
}

function survivorsIn(text: string, quote: Quote, { from, to }: Stretch): Stretch | null {
  const left = from < to ? survivors(quote.exact, text.slice(from, to)) : null
  return left && left.from < left.to ? { from: from + left.from, to: from + left.to } : null
}

/**
 * What came back stands before what was deleted, and a bit of what stood around it may have gone
 * and come with it. The range may be turned around by that.
 */
function isClose(place: Stretch, { from, to }: Stretch): boolean {
  return place.from <= Math.max(from, to) + CONTEXT && place.to >= Math.min(from, to) - CONTEXT
}

function only(places: readonly Stretch[]): Stretch | null {
  return places.length === 1 ? (places[0] ?? null) : null
}
