// What is left of quoted words in a stretch that was written over.

import type { Stretch } from './quote'

/** Fewer letters than these are alike by chance. In code units. */
const TELLING = 3
/** The share of the quote's letters that must be left. */
const ENOUGH = 0.5

const WORD = /[\p{L}\p{M}\p{N}]+/gu

interface Word extends Stretch {
  text: string
}

/**
 * The part of `now` in which enough of `quote` is left; null when too little is.
 *
 * What both begin and end with is left, and between that whole words, however they are arranged.
 * Words that came before the first and after the last of what is left belong to others.
 */
export function survivors(quote: string, now: string): Stretch | null {
  const { head, tail } = edges(quote, now)
  const isWhole = head + tail === quote.length
  const [sure, end] = isWhole ? [head, tail] : [telling(head), telling(tail)]
  const words = wordsOf(quote.slice(sure, quote.length - end))
  const left = among(words, wordsOf(now.slice(sure, now.length - end)))
  const letters = lettersIn(wordsOf(quote))
  const lost = lettersIn(words) - lettersIn(left)
  if (!isWhole && (letters === 0 || letters - lost < ENOUGH * letters)) return null
  return {
    from: head ? 0 : (left[0]?.from ?? now.length - tail),
    to: tail ? now.length : sure + (left.at(-1)?.to ?? 0),
  }
}

/** How much both begin and end with. */
function edges(quote: string, now: string): { head: number; tail: number } {
  const shorter = Math.min(quote.length, now.length)
  let head = 0
  while (head < shorter && quote[head] === now[head]) head++
  let tail = 0
  while (tail < shorter - head && quote.at(-1 - tail) === now.at(-1 - tail)) tail++
  return { head, tail }
}

function telling(length: number): number {
  return length < TELLING ? 0 : length
}

function lettersIn(words: readonly Word[]): number {
  return words.reduce((sum, { text }) => sum + text.length, 0)
}

/** Those of `now` that are among `words`, each as often as it is there. */
function among(words: readonly Word[], now: readonly Word[]): Word[] {
  const counts = new Map<string, number>()
  for (const { text } of words) counts.set(text, (counts.get(text) ?? 0) + 1)
  return now.filter(({ text }) => {
    const count = counts.get(text) ?? 0
    counts.set(text, count - 1)
    return count > 0
  })
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    text: word,
    from: index,
    to: index + word.length,
  }))
}
