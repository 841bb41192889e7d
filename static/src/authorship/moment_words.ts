// When something was written, in the reader's words.

import { words } from '../words'

const JUST_NOW_SECONDS = 60

export interface Telling {
  /** Of the page, as a BCP 47 tag. */
  language: string
  /** The IANA name of the zone the reader chose; "" for that of the browser. */
  zone: string
}

/** Of seconds since 1970; null is what was written after the server was asked. */
export function momentWords(telling: Telling): (seconds: number | null, now: number) => string {
  const format = momentFormat(telling)
  return (seconds, now) =>
    seconds === null || now - seconds < JUST_NOW_SECONDS
      ? words.whoWroteJustNow
      : format.format(seconds * 1000)
}

/** Day and minute. */
export function momentFormat({ language, zone }: Telling): Intl.DateTimeFormat {
  const lengths = { dateStyle: 'medium', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(language, zone ? { ...lengths, timeZone: zone } : lengths)
}
