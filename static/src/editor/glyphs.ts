// A piece of one line as the characters people see, each with the styles it is shown in.

/** The markup around a link's text, such as `[` and `](https://example.org)`. */
export interface LinkMarkup {
  open: string
  close: string
}

/** What one visible character is shown in. `link` compares by value. */
export interface Styles {
  strong: boolean
  emphasis: boolean
  strike: boolean
  code: boolean
  link: LinkMarkup | null
}

export interface Glyph {
  /** The source of one visible character: one code unit, or an entity such as `&amp;`. */
  text: string
  /** Where it stands in the source; a backslash before it is not counted. */
  at: number
  escaped: boolean
  styles: Styles
}

export const plain: Styles = {
  strong: false,
  emphasis: false,
  strike: false,
  code: false,
  link: null,
}

export function sameLink(a: LinkMarkup | null, b: LinkMarkup | null): boolean {
  return a === b || (a !== null && b !== null && a.open === b.open && a.close === b.close)
}

export function sameStyles(a: Styles, b: Styles): boolean {
  return (
    a.strong === b.strong &&
    a.emphasis === b.emphasis &&
    a.strike === b.strike &&
    a.code === b.code &&
    sameLink(a.link, b.link)
  )
}

export function isSpace(glyph: Glyph): boolean {
  return /^\s$/.test(glyph.text)
}
