// Following a link in the text: a click where nothing can be edited, else with Ctrl or Command.

import { type Command, EditorView, keymap } from '@codemirror/view'
import { treeTo } from './lines'
import { safeAddress } from './link_address'
import { eachSpan } from './markup'

function follow(view: EditorView, pos: number): boolean {
  const { state } = view
  let href: string | null = null
  const read = (from: number, to: number) => state.sliceDoc(from, to)
  eachSpan(treeTo(state, pos), read, pos, pos, (span) => {
    if (span.url !== null) href = safeAddress(span.url)
  })
  if (!href) return false
  window.open(href, '_blank', 'noopener,noreferrer')
  return true
}

/** Opens the link the caret is in, in a new tab. */
export const openLink: Command = (view) => follow(view, view.state.selection.main.head)

const clicks = EditorView.domEventHandlers({
  click(event, view) {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || !view.contentDOM.contains(link)) return false
    event.preventDefault()
    const asked = event.ctrlKey || event.metaKey || view.state.readOnly
    return asked && follow(view, view.posAtDOM(link, 0))
  },
})

export const links = [clicks, keymap.of([{ key: 'Mod-Enter', run: openLink }])]
