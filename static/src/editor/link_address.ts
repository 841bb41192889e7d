// The address of a link: only web pages and mail are safe to follow from a charter.

const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])
// Characters that would end a Markdown address early, or that no address holds as they stand.
const UNSAFE_IN_MARKDOWN = /[\s<>()\\|*_`[\]"']/

/**
 * What somebody wrote as an address, made complete, or null when it must not become a link.
 *
 * `example.org` becomes `https://example.org` and `a@example.org` a mail address; whatever the
 * browser would read as another protocol (javascript:, data:, file:) is refused.
 */
export function completeAddress(written: string): string | null {
  const address = written.trim()
  if (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(address)) return safeAddress(address)
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(address)) return safeAddress(`mailto:${address}`)
  if (/^[^\s/:]+\.[^\s/:]{2,}(?:[/:?#]|$)/.test(address)) return safeAddress(`https://${address}`)
  return null
}

/** A complete http, https or mailto address, written so that Markdown holds it; else null. */
export function safeAddress(address: string): string | null {
  const url = URL.parse(address.trim())
  if (!url || !SAFE_PROTOCOLS.has(url.protocol)) return null
  const plain = address.trim().replace(/\p{Cc}/gu, '')
  return UNSAFE_IN_MARKDOWN.test(plain) ? url.href.replace(/[\s<>()\\|*_`[\]"']/g, percent) : plain
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
