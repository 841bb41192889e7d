// Where one is in a presentation, and where keys, fingers and clicks lead from there.

/** A slide, and the page of it that is shown; what does not fit on one screen has several. */
export interface Position {
  readonly slide: number
  readonly page: number
}

export type Step = 'on' | 'back' | 'first' | 'last'
export type Direction = 'ltr' | 'rtl'

/** Of a slide whose pages nobody has counted yet. */
export const LAST_PAGE = Number.POSITIVE_INFINITY

/** Pixels that a finger moves at least when it means to turn the page. */
const SWIPE = 40
/** The share of the screen at each side on which a click turns the page. */
const ZONE = 0.25

const KEYS: Readonly<Record<string, Step>> = {
  ArrowDown: 'on',
  PageDown: 'on',
  ' ': 'on',
  ArrowUp: 'back',
  PageUp: 'back',
  Home: 'first',
  End: 'last',
}

/** Where a step leads from `at`, a slide of so many pages; the same place at either end. */
export function stepped(at: Position, step: Step, slides: number, pages: number): Position {
  if (step === 'first') return { slide: 0, page: 0 }
  if (step === 'last') return { slide: slides - 1, page: LAST_PAGE }
  if (step === 'on') {
    if (at.page + 1 < pages) return { slide: at.slide, page: at.page + 1 }
    return at.slide + 1 < slides ? { slide: at.slide + 1, page: 0 } : at
  }
  if (at.page > 0) return { slide: at.slide, page: at.page - 1 }
  return at.slide > 0 ? { slide: at.slide - 1, page: LAST_PAGE } : at
}

/** What a key asks for; the arrows point where the slides are read to. */
export function stepOfKey(key: string, isShifted: boolean, direction: Direction): Step | null {
  if (key === ' ' && isShifted) return 'back'
  if (key === 'ArrowRight') return direction === 'ltr' ? 'on' : 'back'
  if (key === 'ArrowLeft') return direction === 'ltr' ? 'back' : 'on'
  return KEYS[key] ?? null
}

/** What a finger asks for that moved so many pixels across and down. */
export function stepOfSwipe(across: number, down: number, direction: Direction): Step | null {
  if (Math.abs(across) < SWIPE || Math.abs(across) < 2 * Math.abs(down)) return null
  return across < 0 === (direction === 'ltr') ? 'on' : 'back'
}

/** What a click asks for, `share` of the way from the left side of the screen to the right. */
export function stepOfClick(share: number, direction: Direction): Step | null {
  const read = direction === 'ltr' ? share : 1 - share
  if (read < ZONE) return 'back'
  return read > 1 - ZONE ? 'on' : null
}
