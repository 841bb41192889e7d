// The text coloured by who wrote it. Give `overlay` to the editor as an extension, and tell it with
// `showOverlay` what to colour and how.
//
// What is typed here is written under the id of this page, so a key costs no walk through the text;
// what others wrote, and what undo brings back, is read from the text itself.

import type { Extension } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import { ySyncAnnotation } from 'y-codemirror.next'
import type * as Y from 'yjs'
import { drawRuns, type Look } from './overlay_drawing'
import { Runs } from './runs'

export interface Overlaid {
  text: Y.Text
  /** How the words of a client id look; null for words that stay as they are. */
  look(client: number): Look | null
}

class Overlay {
  decorations: DecorationSet = Decoration.none
  runs: Runs | null = null
  private overlaid: Overlaid | null = null

  constructor(private readonly view: EditorView) {}

  show(overlaid: Overlaid | null): void {
    if (!overlaid) this.runs = null
    else if (!this.runs || overlaid.text !== this.overlaid?.text) this.runs = Runs.of(overlaid.text)
    this.overlaid = overlaid
  }

  update(update: ViewUpdate): void {
    const { runs, overlaid } = this
    if (!runs || !overlaid) this.decorations = Decoration.none
    else {
      const now = update.docChanged ? follow(runs, overlaid.text, update) : runs
      this.runs = now
      // Redrawing the line an input method composes in would end the composition.
      if (!update.view.composing) this.decorations = drawRuns(this.view, now, overlaid.look)
      else if (update.docChanged) this.decorations = this.decorations.map(update.changes)
    }
  }
}

function follow(runs: Runs, text: Y.Text, { changes, state, transactions }: ViewUpdate): Runs {
  if (transactions[0]?.annotation(ySyncAnnotation)) return Runs.of(text)
  const client = text.doc?.clientID ?? 0
  changes.iterChanges((fromA, toA, fromB, toB) => {
    runs.replace(fromB, fromB + (toA - fromA), toB - fromB, client)
  })
  return runs.length === state.doc.length ? runs : Runs.of(text)
}

const plugin = ViewPlugin.fromClass(Overlay, { decorations: ({ decorations }) => decorations })

export const overlay: Extension = plugin

/** Colours the text like this from now on, anew also when it did before; null colours nothing. */
export function showOverlay(view: EditorView, overlaid: Overlaid | null): void {
  view.plugin(plugin)?.show(overlaid)
  // An empty transaction makes the view draw what the plugin now holds.
  view.dispatch({})
}

/** Who wrote what at this instant; null while nothing is coloured. */
export function runsShown(view: EditorView): Runs | null {
  return view.plugin(plugin)?.runs ?? null
}
