// The side a text begins on, by its first letter: as `dir="auto"` does, for what that cannot reach.

const RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/** The direction of `text`; null when it holds no letter. */
export function sideOf(text: string): 'ltr' | 'rtl' | null {
  const letter = /\p{L}/u.exec(text)?.[0]
  if (!letter) return null
  return RIGHT.test(letter) ? 'rtl' : 'ltr'
}
