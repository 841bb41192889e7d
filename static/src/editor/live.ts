// Keeps the drawing of the page up to date while the text changes.

import { syntaxTree } from '@codemirror/language'
import { Decoration, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { Drawing } from './drawing'
import { drawPage } from './page'

class Live {
  drawing: Drawing

  constructor(view: EditorView) {
    this.drawing = draw(view)
  }

  update(update: ViewUpdate): void {
    // Redrawing the line an input method composes in would end the composition.
    if (update.view.composing) {
      if (update.docChanged) this.drawing = moved(this.drawing, update)
      return
    }
    this.drawing = needsDrawing(update) ? draw(update.view) : this.drawing
  }
}

/** Asks for a drawing when a composition has ended and nothing else changes. */
const compositionEnd = EditorView.domEventObservers({
  compositionend(_event, view) {
    queueMicrotask(() => view.dispatch({}))
  },
})

function needsDrawing(update: ViewUpdate): boolean {
  return (
    update.docChanged ||
    update.viewportChanged ||
    update.transactions.length > 0 ||
    syntaxTree(update.state) !== syntaxTree(update.startState)
  )
}

function draw(view: EditorView): Drawing {
  const { from, to } = view.viewport
  return drawPage(view.state, from, to)
}

function moved(drawing: Drawing, { changes }: ViewUpdate): Drawing {
  return {
    marks: drawing.marks.map(changes),
    cells: drawing.cells.map(changes),
    atoms: drawing.atoms.map(changes),
    blocks: drawing.blocks.map(changes),
  }
}

const plugin = ViewPlugin.fromClass(Live, { decorations: (live) => live.drawing.marks })

/** Shows the text as a finished page. */
export const live = [
  plugin,
  compositionEnd,
  EditorView.outerDecorations.of((view) => view.plugin(plugin)?.drawing.cells ?? Decoration.none),
  EditorView.atomicRanges.of((view) => view.plugin(plugin)?.drawing.atoms ?? Decoration.none),
  EditorView.blockWrappers.of((view) => view.plugin(plugin)?.drawing.blocks ?? draw(view).blocks),
]
