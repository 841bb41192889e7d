// The characters a charter may hold: what is pasted loses line-ending habits and invisible junk.

const LINE_ENDS = /\r\n?|[\v\u2028\u2029]/g
// Marks of Arabic, Persian and emoji spelling (U+200C–U+200F) stay: they change what is read.
const INVISIBLE = /[^\P{Cc}\n\t]|[\u00ad\u200b\u2060\ufeff\u202a-\u202e]/gu
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Text with one kind of line end and of space, nothing invisible, and valid Unicode. */
export function cleanCharacters(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .replace(/\u00a0/g, ' ')
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATE, '\ufffd')
}
