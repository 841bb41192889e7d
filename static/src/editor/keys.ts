// The keyboard of the finished page.

import { standardKeymap } from '@codemirror/commands'
import { type Command, Direction, type KeyBinding, keymap } from '@codemirror/view'
import { setHeading, toggleList, toggleQuote } from './blocks'
import { step } from './caret'
import { breakLine, enter } from './enter'
import { eraseBackward, eraseForward } from './erase'
import { toggle } from './format'
import { indentItems, outdentItems } from './indent'
import { openLinkDialog } from './link_dialog'
import { cellBelow, leaveTable, nextCell, previousCell } from './table_keys'
import { redo, undo } from './undo'

/** How long Tab leads out of the editor after Escape led out of a table. */
const TAB_LEAVES_MS = 2000

/** Escape leaves a table, and after it Tab leaves the editor, so that nobody is caught in it. */
const wayOut: Command = (view) => {
  if (!leaveTable(view)) return false
  view.setTabFocusMode(TAB_LEAVES_MS)
  return true
}

function first(...commands: Command[]): Command {
  return (view) => commands.some((command) => command(view))
}

/** Left and right are where they look to be: forward is left in a line of Arabic. */
function arrow(side: 'left' | 'right', extend: boolean): Command {
  return (view) => {
    const rightward = view.textDirectionAt(view.state.selection.main.head) === Direction.LTR
    return step((side === 'right') === rightward, extend)(view)
  }
}

const undoKeys: readonly KeyBinding[] = [
  { key: 'Mod-z', run: undo, preventDefault: true },
  { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo, preventDefault: true },
  { key: 'Mod-Shift-z', run: redo, preventDefault: true },
]

const pageKeys: readonly KeyBinding[] = [
  { key: 'Enter', run: first(cellBelow, enter), shift: first(cellBelow, breakLine) },
  { key: 'Backspace', run: eraseBackward, shift: eraseBackward },
  { key: 'Delete', run: eraseForward },
  { key: 'Tab', run: first(nextCell, indentItems), shift: first(previousCell, outdentItems) },
  { key: 'Escape', run: wayOut },
  { key: 'ArrowLeft', run: arrow('left', false), shift: arrow('left', true) },
  { key: 'ArrowRight', run: arrow('right', false), shift: arrow('right', true) },
  { key: 'Mod-b', run: toggle('strong'), preventDefault: true },
  { key: 'Mod-i', run: toggle('emphasis'), preventDefault: true },
  { key: 'Mod-Shift-x', run: toggle('strike'), preventDefault: true },
  { key: 'Mod-k', run: openLinkDialog, preventDefault: true },
  { key: 'Mod-Alt-0', run: setHeading(0), preventDefault: true },
  { key: 'Mod-Alt-1', run: setHeading(1), preventDefault: true },
  { key: 'Mod-Alt-2', run: setHeading(2), preventDefault: true },
  { key: 'Mod-Alt-3', run: setHeading(3), preventDefault: true },
  { key: 'Mod-Shift-7', run: toggleList('ordered'), preventDefault: true },
  { key: 'Mod-Shift-8', run: toggleList('bullet'), preventDefault: true },
  { key: 'Mod-Shift-9', run: toggleQuote, preventDefault: true },
]

export const pageKeymap = keymap.of(pageKeys)
export const plainKeymap = keymap.of([...undoKeys, ...standardKeymap])
