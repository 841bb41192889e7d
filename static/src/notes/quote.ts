// Words of a text and what stood around them, so that they are found again in a later text.
// The server finds quotes by the same rule (`app/domain/quotes.py`); both are held to the cases of
// `tests/domain/quotes.json`. Python counts characters where JavaScript counts code units, so
// whatever is measured here is measured in characters.

/** The terms are those of the W3C's TextQuoteSelector. */
export interface Quote {
  exact: string
  prefix: string
  suffix: string
}

/** A stretch of a text, in code units. */
export interface Stretch {
  from: number
  to: number
}

/** Characters kept of the text before and after a quote. */
export const CONTEXT = 100
/** Characters beside the words that tell them from the same words elsewhere. */
const ENOUGH_CONTEXT = 12
/** Characters of words that nobody writes twice by chance. */
const UNMISTAKABLE = 40

/** The quote of the whole characters from `from` to `to`, with `context` characters around it. */
export function quoteOf(text: string, from: number, to: number, context = CONTEXT): Quote {
  const { from: start, to: end } = wholeCharacters(text, from, to)
  return {
    exact: text.slice(start, end),
    prefix: lastCharacters(text.slice(Math.max(0, start - 2 * context), start), context),
    suffix: [...text.slice(end, end + 2 * context)].slice(0, context).join(''),
  }
}

/** The stretch widened until it halves no character. */
export function wholeCharacters(text: string, from: number, to: number): Stretch {
  return { from: halves(text, from) ? from - 1 : from, to: halves(text, to) ? to + 1 : to }
}

/**
 * Where in `text` the quote is now; null when it is gone, or could be in several places.
 *
 * Words alone do not tell: what stood beside them must be there too, on one side at least, unless
 * they are so many that nobody writes them twice.
 */
export function find(text: string, quote: Quote): Stretch | null {
  const [place, ...others] = likeliest(text, quote)
  return place && others.length === 0 ? place : null
}

/** The places where most of the context is; none where there is too little of it to tell. */
export function likeliest(text: string, quote: Quote): Stretch[] {
  const measures = measured(quote)
  let best = 0
  let places: Stretch[] = []
  for (const from of startsOf(text, quote.exact)) {
    const place = { from, to: from + quote.exact.length }
    const score = scoreOf(text, place, quote, measures)
    if (score === null || score < best) continue
    if (score > best) places = []
    best = score
    places.push(place)
  }
  return places
}

function* startsOf(text: string, words: string): Generator<number> {
  let from = words ? text.indexOf(words) : -1
  while (from >= 0) {
    yield from
    from = text.indexOf(words, from + 1)
  }
}

/** What must be there beside the words; null where no context can make up for what is missing. */
interface Measures {
  isUnmistakable: boolean
  before: number
  after: number
}

function measured({ exact, prefix, suffix }: Quote): Measures {
  return {
    isUnmistakable: charactersIn(exact) >= UNMISTAKABLE || (!prefix && !suffix),
    before: Math.min(ENOUGH_CONTEXT, charactersIn(prefix) || ENOUGH_CONTEXT),
    after: Math.min(ENOUGH_CONTEXT, charactersIn(suffix) || ENOUGH_CONTEXT),
  }
}

/** How many characters of the context are there; null when that is too little to tell. */
function scoreOf(text: string, { from, to }: Stretch, quote: Quote, need: Measures): number | null {
  const before = alikeBefore(text, from, quote.prefix)
  const after = alikeAfter(text, to, quote.suffix)
  const tells = need.isUnmistakable || before >= need.before || after >= need.after
  return tells ? before + after : null
}

function alikeBefore(text: string, end: number, prefix: string): number {
  const edge = prefix.length
  let units = 0
  while (units < edge && units < end && text[end - 1 - units] === prefix[edge - 1 - units]) units++
  if (halves(prefix, edge - units)) units--
  return charactersIn(prefix.slice(edge - units))
}

function alikeAfter(text: string, start: number, suffix: string): number {
  let units = 0
  while (units < suffix.length && text[start + units] === suffix[units]) units++
  if (halves(suffix, units)) units--
  return charactersIn(suffix.slice(0, units))
}

function charactersIn(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

function lastCharacters(text: string, count: number): string {
  return [...text].slice(-count).join('')
}

/** Whether `at` is between the two code units of one character. */
function halves(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff
}
