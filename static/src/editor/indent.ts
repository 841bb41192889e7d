// Tab and Shift-Tab: items one level deeper, or one level out.

import type { EditorState, Line } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'
import { childIndent, isBlank, isItem, type Prefix, prefixOf } from './lines'
import type { Edit } from './mend'

interface Item {
  line: Line
  prefix: Prefix
}

/** Makes the selected items children of the item before them. Does nothing outside of lists. */
export const indentItems: Command = (view) => {
  const item = itemAt(view.state, view.state.selection.main.from)
  if (!item || view.state.readOnly) return false
  const sibling = before(view.state, item, (prefix) => prefix.indent.length <= depth(item))
  if (!sibling || depth(sibling) < depth(item)) return true
  const niece = before(view.state, item, (prefix) => prefix.indent.length > depth(item))
  const under = niece && niece.line.number > sibling.line.number ? niece : null
  const indent = under ? depth(under) : childIndent(sibling.prefix)
  const marker = (under ?? item).prefix.marker.replace(/\d+/, '1')
  return move(view, item, indent, marker)
}

export const outdentItems: Command = (view) =>
  outdentLine(view, view.state.doc.lineAt(view.state.selection.main.from)) ||
  itemAt(view.state, view.state.selection.main.from) !== null

/** Makes an item a sibling of its parent; false when it has none. */
export function outdentLine(view: EditorView, line: Line): boolean {
  const item = itemAt(view.state, line.from)
  if (!item || view.state.readOnly || depth(item) === 0) return false
  const parent = before(view.state, item, (prefix) => prefix.indent.length < depth(item))
  return move(view, item, parent ? depth(parent) : 0, (parent ?? item).prefix.marker)
}

function depth(item: Item): number {
  return item.prefix.indent.length
}

function itemAt(state: EditorState, pos: number): Item | null {
  const line = state.doc.lineAt(pos)
  const prefix = prefixOf(line.text)
  return isItem(prefix) ? { line, prefix } : null
}

/** The nearest item above in the same list that fits. */
function before(state: EditorState, item: Item, fits: (prefix: Prefix) => boolean): Item | null {
  for (let n = item.line.number - 1; n >= 1; n--) {
    const line = state.doc.line(n)
    const prefix = prefixOf(line.text)
    if (isItem(prefix) && fits(prefix)) return { line, prefix }
    const parts = !isItem(prefix) && !isBlank(line.text) && !prefix.indent
    if (parts) return null
  }
  return null
}

/** Gives the selected items and all that hangs under them a new indentation. */
function move(view: EditorView, item: Item, indent: number, marker: string): boolean {
  const { state } = view
  const by = indent - depth(item)
  const last = state.doc.lineAt(state.selection.main.to).number
  const edits: Edit[] = []
  for (let n = item.line.number; n <= state.doc.lines; n++) {
    const line = state.doc.line(n)
    const prefix = prefixOf(line.text)
    const hangs = prefix.indent.length > depth(item)
    if (n > last && !isBlank(line.text) && !hangs) break
    if (isBlank(line.text)) continue
    const from = line.from + prefix.quote.length
    const width = Math.max(0, prefix.indent.length + by)
    edits.push({ from, to: from + prefix.indent.length, insert: ' '.repeat(width) })
    const top = isItem(prefix) && prefix.indent.length === depth(item)
    const start = from + prefix.indent.length
    if (top) edits.push({ from: start, to: start + prefix.marker.length, insert: marker })
  }
  const changed = edits.filter((edit) => state.sliceDoc(edit.from, edit.to) !== edit.insert)
  view.dispatch({ changes: changed, userEvent: 'input.format', scrollIntoView: true })
  return true
}
