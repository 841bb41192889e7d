// Undo and redo of one's own changes, whatever others write meanwhile.

import { type EditorState, Facet } from '@codemirror/state'
import { type Command, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { YRange } from 'y-codemirror.next'
import { ySyncAnnotation, ySyncFacet } from 'y-codemirror.next'
import * as Y from 'yjs'

const managers = Facet.define<Y.UndoManager, Y.UndoManager | null>({
  combine: (values) => values[0] ?? null,
})

/** Remembers where the selection was before each change, and goes back there with it. */
class Places {
  private before: YRange
  private readonly sync

  constructor(private readonly view: EditorView) {
    this.sync = view.state.facet(ySyncFacet)
    this.before = this.sync.toYRange(view.state.selection.main)
    this.manager?.addTrackedOrigin(this.sync)
    this.manager?.on('stack-item-added', this.added)
    this.manager?.on('stack-item-popped', this.popped)
  }

  update(update: ViewUpdate): void {
    const remote = update.transactions[0]?.annotation(ySyncAnnotation)
    if (update.transactions.some((transaction) => transaction.isUserEvent('input.format')))
      this.manager?.stopCapturing()
    if (update.selectionSet && !remote) this.remember()
  }

  destroy(): void {
    this.manager?.removeTrackedOrigin(this.sync)
    this.manager?.off('stack-item-added', this.added)
    this.manager?.off('stack-item-popped', this.popped)
  }

  private get manager(): Y.UndoManager | null {
    return this.view.state.facet(managers)
  }

  private remember(): void {
    this.before = this.sync.toYRange(this.view.state.selection.main)
  }

  private readonly added = ({ stackItem }: { stackItem: { meta: Map<unknown, unknown> } }) => {
    if (!stackItem.meta.has(this)) stackItem.meta.set(this, this.before)
  }

  private readonly popped = ({ stackItem }: { stackItem: { meta: Map<unknown, unknown> } }) => {
    const range = stackItem.meta.get(this) as YRange | undefined
    if (!range) return
    const selection = this.sync.fromYRange(range)
    this.view.dispatch({ selection, effects: EditorView.scrollIntoView(selection) })
  }
}

const places = ViewPlugin.fromClass(Places)

/** Must come before `ySync`, so that it sees a selection before the text changes. */
export function undoing(text: Y.Text) {
  const manager = new Y.UndoManager(text, { trackedOrigins: new Set() })
  return [
    managers.of(manager),
    places,
    EditorView.domEventHandlers({
      beforeinput(event, view) {
        if (event.inputType === 'historyUndo') return undo(view)
        return event.inputType === 'historyRedo' && redo(view)
      },
    }),
  ]
}

export const undo: Command = (view) => {
  if (view.state.readOnly) return false
  view.state.facet(managers)?.undo()
  return true
}

export const redo: Command = (view) => {
  if (view.state.readOnly) return false
  view.state.facet(managers)?.redo()
  return true
}

export function canUndo(state: EditorState): boolean {
  return state.facet(managers)?.canUndo() ?? false
}

export function canRedo(state: EditorState): boolean {
  return state.facet(managers)?.canRedo() ?? false
}
