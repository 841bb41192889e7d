// How much may be pasted at once: what one saved change can carry, in any script.

import { MAX_UPDATE_BYTES } from '../../provider/wire'

/** Kept free in that change for what the text replaces and for marks mended around it. */
const ROOM_BYTES = 64 * 1024

/** Letters of Arabic take two bytes, those of Chinese three, an emoji four or more. */
export const MAX_PASTED_BYTES = MAX_UPDATE_BYTES - ROOM_BYTES

/** Whether pasted text can be saved; the rest of its change has room beside it. */
export function fitsOneChange(text: string): boolean {
  return new TextEncoder().encode(text).length <= MAX_PASTED_BYTES
}
