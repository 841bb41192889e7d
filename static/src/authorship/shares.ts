// How much of the text everybody wrote.

import type { Author, Authors } from './authors'
import type { Runs } from './runs'

export interface Share {
  author: Author
  /** In code points, as people count letters. */
  characters: number
  /** Of the whole text, from 0 to 1. */
  part: number
}

/** Who wrote most comes first; whose words nobody knows are in no share, but in the whole. */
export function sharesOf(text: string, runs: Runs, authors: Authors): Share[] {
  const counts = new Map<Author, number>()
  let whole = 0
  for (const { from, to, client } of runs.between(0, text.length)) {
    const characters = lengthOf(text, from, to)
    whole += characters
    const author = authors.of(client)
    if (author) counts.set(author, (counts.get(author) ?? 0) + characters)
  }
  return [...counts]
    .map(([author, characters]) => ({ author, characters, part: characters / whole }))
    .sort(
      (one, other) => other.characters - one.characters || one.author.number - other.author.number,
    )
}

function lengthOf(text: string, from: number, to: number): number {
  let length = to - from
  for (let at = from; at < to; at++) if (isSecondHalf(text.charCodeAt(at))) length--
  return length
}

function isSecondHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
