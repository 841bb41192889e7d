// What the toolbar offers, in order: a command each, and how it shows the state of the text.

import type { EditorState } from '@codemirror/state'
import type { Command } from '@codemirror/view'
import { words } from '../words'
import { blockAt, toggleList, toggleQuote } from './blocks'
import { openFind } from './find'
import { stylesAt, toggle } from './format'
import type { IconName } from './icons'
import { openLinkDialog } from './link_dialog'
import { isSource, toggleSource } from './source'
import { addColumn, addRow, insertTable, removeColumn, removeRow } from './table_edits'
import { canRedo, canUndo, redo, undo } from './undo'

/** `page` items format the finished page, `edit` items change the text, `read` items are for all. */
export type ItemUse = 'page' | 'table' | 'edit' | 'read'

export interface ToolbarItem {
  icon: IconName
  label: string
  /** As CodeMirror writes keys, or null when there is none. */
  key: string | null
  use: ItemUse
  run: Command
  isPressed?: (state: EditorState) => boolean
  isDisabled?: (state: EditorState) => boolean
  /** Starts a group, set apart from what stands before it. */
  starts?: true
}

export const ITEMS: readonly ToolbarItem[] = [
  {
    icon: 'bold',
    label: words.bold,
    key: 'Mod-b',
    use: 'page',
    run: toggle('strong'),
    isPressed: (state) => stylesAt(state).strong,
    starts: true,
  },
  {
    icon: 'italic',
    label: words.italic,
    key: 'Mod-i',
    use: 'page',
    run: toggle('emphasis'),
    isPressed: (state) => stylesAt(state).emphasis,
  },
  {
    icon: 'strike',
    label: words.strike,
    key: 'Mod-Shift-x',
    use: 'page',
    run: toggle('strike'),
    isPressed: (state) => stylesAt(state).strike,
  },
  {
    icon: 'bullets',
    label: words.bulletedList,
    key: 'Mod-Shift-8',
    use: 'page',
    run: toggleList('bullet'),
    isPressed: (state) => blockAt(state).kind === 'bullet',
    starts: true,
  },
  {
    icon: 'numbers',
    label: words.numberedList,
    key: 'Mod-Shift-7',
    use: 'page',
    run: toggleList('ordered'),
    isPressed: (state) => blockAt(state).kind === 'ordered',
  },
  {
    icon: 'quote',
    label: words.quote,
    key: 'Mod-Shift-9',
    use: 'page',
    run: toggleQuote,
    isPressed: (state) => blockAt(state).quoted,
  },
  {
    icon: 'link',
    label: words.link,
    key: 'Mod-k',
    use: 'page',
    run: openLinkDialog,
    isPressed: (state) => stylesAt(state).link !== null,
    starts: true,
  },
  {
    icon: 'table',
    label: words.insertTable,
    key: null,
    use: 'page',
    run: insertTable,
    isDisabled: (state) => blockAt(state).inTable,
  },
  { icon: 'addRow', label: words.addRow, key: null, use: 'table', run: addRow, starts: true },
  { icon: 'addColumn', label: words.addColumn, key: null, use: 'table', run: addColumn },
  { icon: 'removeRow', label: words.removeRow, key: null, use: 'table', run: removeRow },
  { icon: 'removeColumn', label: words.removeColumn, key: null, use: 'table', run: removeColumn },
  {
    icon: 'undo',
    label: words.undo,
    key: 'Mod-z',
    use: 'edit',
    run: undo,
    isDisabled: (state) => !canUndo(state),
    starts: true,
  },
  {
    icon: 'redo',
    label: words.redo,
    key: 'Mod-y',
    use: 'edit',
    run: redo,
    isDisabled: (state) => !canRedo(state),
  },
  { icon: 'find', label: words.find, key: 'Mod-f', use: 'read', run: openFind, starts: true },
  {
    icon: 'source',
    label: words.showSource,
    key: null,
    use: 'read',
    run: toggleSource,
    isPressed: isSource,
  },
]
