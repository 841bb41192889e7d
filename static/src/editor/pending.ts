// The styles the next typed character takes, when they differ from the character before the caret.

import { StateEffect, StateField } from '@codemirror/state'
import { ySyncAnnotation } from 'y-codemirror.next'
import type { Styles } from './glyphs'

export const setPending = StateEffect.define<Styles>()

/** Chosen with nothing selected, or kept across a space; forgotten when the caret goes elsewhere. */
export const pending = StateField.define<Styles | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setPending)) return effect.value
    if (transaction.annotation(ySyncAnnotation)) return value
    return transaction.docChanged || transaction.selection ? null : value
  },
})
