// Whether the Markdown itself is shown instead of the page it stands for.

import { Facet } from '@codemirror/state'

/** True while the source is shown: then text is copied, pasted and searched as it is written. */
export const sourceShown = Facet.define<boolean, boolean>({
  combine: (values) => values.includes(true),
})
