// The address of a link: only web pages and mail are safe to follow from a charter.

import { decodeEntity } from './entity'

const SAFE = /^(?:https?:\/\/|mailto:)./i
const MAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/
const UNSEEN = /[\p{Cc} ]/u
// Characters that would end a Markdown address early, or be read as marks in it.
const MARKS = /[\s<>()\\|*_`[\]"']/g

/** The address if it is one of http, https or mailto; else null, and its words are only words. */
export function safeAddress(address: string): string | null {
  const plain = address.replace(/^ +| +$/g, '').replaceAll(' ', '%20')
  return SAFE.test(plain) && !UNSEEN.test(plain) ? plain : null
}

/** Where `<written>` leads: a safe address as it stands or a mail address; else null, no link. */
export function bareAddress(written: string): string | null {
  if (MAIL.test(written)) return `mailto:${written}`
  return safeAddress(written) === written ? written : null
}

/** The address that Markdown writes in a link, its brackets, escapes and entities read. */
export function readAddress(written: string): string {
  return written
    .replace(/^<|>$/g, '')
    .replace(/&#?\w+;/g, decodeEntity)
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

/** A safe address, written so that Markdown holds it between parentheses; else null. */
export function writeAddress(address: string): string | null {
  const safe = safeAddress(address.trim().replace(/\p{Cc}/gu, ''))
  return safe?.replace(MARKS, percent).replace(/&(?=#?\w+;)/g, '&amp;') ?? null
}

/**
 * What somebody typed as an address, made complete and written for Markdown, or null when it must
 * not become a link.
 *
 * `example.org` becomes `https://example.org` and `a@example.org` a mail address; whatever a
 * browser would read as another protocol (javascript:, data:, file:) is refused.
 */
export function completeAddress(typed: string): string | null {
  const address = typed.trim()
  if (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(address)) return writeAddress(address)
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(address)) return writeAddress(`mailto:${address}`)
  if (/^[^\s/:]+\.[^\s/:]{2,}(?:[/:?#]|$)/.test(address)) return writeAddress(`https://${address}`)
  return null
}

function percent(character: string): string {
  if (character > '\x7f') return encodeURIComponent(character)
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
