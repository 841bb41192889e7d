// HTML parsed without being run, shown or styled.

const TAG = /<[a-z][^<>]*>/gi
const STYLE_ELEMENT = /<(\/?)style(?=[\s>/])/gi

/**
 * The body of `html`, with every `style` attribute kept as `data-style`.
 *
 * The page's security policy forbids inline styles even in a document that is never shown: the
 * browser would report each of them, and would not read them to us either.
 */
export function inertBody(html: string): HTMLElement {
  const unstyled = html
    .replace(STYLE_ELEMENT, '<$1template')
    .replace(TAG, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, ' data-style'))
  return new DOMParser().parseFromString(unstyled, 'text/html').body
}

/** What an element's own style says of a property; '' when it says nothing. */
export function declared(element: Element, property: string): string {
  const style = element.getAttribute('data-style') ?? ''
  const value = new RegExp(`(?:^|;)\\s*${property}\\s*:([^;]*)`, 'i').exec(style)?.[1]
  return value?.trim().toLowerCase() ?? ''
}
