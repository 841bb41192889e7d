// Marks that style nothing, left when one person formats the words that another deletes.

const STRAYS = /\*{2,}|~{2,}/g

/**
 * Bare text without any two `*` or `~` and more in a row.
 *
 * Whoever types them gets them escaped, so bare ones were never meant to be seen; the server does
 * not publish them either.
 */
export function withoutStrays(text: string): string {
  return text.replace(STRAYS, '')
}

/** Where such runs stand in bare text. */
export function straysIn(text: string): { from: number; to: number }[] {
  return Array.from(text.matchAll(STRAYS), ({ 0: run, index }) => ({
    from: index,
    to: index + run.length,
  }))
}
