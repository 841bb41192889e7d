// Entities such as `&eacute;`, and the characters they stand for.

/** An entity stands for two code units at most; what reads longer was only partly one. */
const LONGEST = 2

/**
 * The character an entity stands for; what names none is shown as it is written.
 *
 * The Markdown parser makes no elements of `&…;`, so nothing can run.
 */
export function decodeEntity(entity: string): string {
  const text = new DOMParser().parseFromString(entity, 'text/html').body.textContent ?? ''
  return text && text.length <= LONGEST ? text : entity
}
