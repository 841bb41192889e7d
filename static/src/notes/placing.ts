// Where cards belong beside the words of a text, in pixels.
import type { EditorView } from '@codemirror/view'
import type { Place } from './anchor'
import type { Placed } from './cards'
import { marksShown } from './marks'

/** What has a card: its key, and where its words are in the text; null for the whole of it. */
export interface Beside {
  key: string
  place: Place | null
}

/** From the top of a column that begins at `column`, a pixel of the window. */
export function placedBeside(
  view: EditorView,
  threads: readonly Beside[],
  column: number,
): Placed[] {
  const places = new Map(marksShown(view.state).map(({ key, from }) => [key, from]))
  return threads.map(({ key, place }) => {
    if (!place || place.kind === 'detached') return { key, top: 0 }
    return { key, top: Math.max(0, topOf(view, places.get(key) ?? place.from) - column) }
  })
}

/** Where a place begins; before all of the text what is not in it. */
export function startOf(place: Place | null): number {
  return place && place.kind !== 'detached' ? place.from : -1
}

/** In pixels of the window, also for words that are not drawn. */
function topOf(view: EditorView, position: number): number {
  const at = Math.min(position, view.state.doc.length)
  return view.coordsAtPos(at)?.top ?? view.documentTop + view.lineBlockAt(at).top
}
