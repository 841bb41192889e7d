// Other people's carets and selections, drawn where their owners see them.

import type { ChangeDesc, Extension, Range, Text } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import * as Y from 'yjs'
import type { Cursor, Presence } from '../cursor'
import { CaretWidget, keepNamesInside, tint } from './caret_widget'

/** An encoded position is an id or a name and a few numbers; longer ones are not ours. In bytes. */
const MAX_POSITION_BYTES = 200

/** A selection found in the text as it stands now. */
interface Place {
  anchor: number
  head: number
}

interface Caret extends Place {
  presence: Presence
  /** How often it was moved by its owner: a new number shows the name again. */
  moves: number
}

/** Shows where `others` stand in `text`; whose position cannot be found is not drawn. */
export function showCarets(view: EditorView, text: Y.Text, others: readonly Presence[]): void {
  view.plugin(plugin)?.show(text, others)
  // An empty transaction makes the view draw what the plugin now holds.
  view.dispatch({})
}

/**
 * Where the main selection stands, as encoded relative positions; null while text and view differ.
 *
 * They hold on to the character on their right: its owner may type on before the same character
 * and every other browser moves the caret by itself.
 */
export function cursorOf(view: EditorView, text: Y.Text): Cursor | null {
  if (text.length !== view.state.doc.length) return null
  const { anchor, head } = view.state.selection.main
  const encode = (index: number) =>
    Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index, 0))
  return { anchor: encode(anchor), head: encode(head) }
}

class Carets {
  decorations: DecorationSet = Decoration.none
  private text: Y.Text | null = null
  private others: readonly Presence[] = []
  private drawn: Caret[] = []

  constructor(private readonly view: EditorView) {}

  show(text: Y.Text, others: readonly Presence[]): void {
    const before = this.drawn
    this.text = text
    this.others = others
    this.drawn = []
    for (const presence of others) {
      this.find(
        presence,
        before.find((caret) => caret.presence.clientId === presence.clientId),
      )
    }
  }

  update(update: ViewUpdate): void {
    if (update.docChanged) this.follow(update.changes)
    this.decorations = Decoration.set(
      this.drawn.flatMap((caret) => shapes(caret, update.state.doc)),
      true,
    )
    if (this.drawn.length) this.view.requestMeasure(keepNamesInside)
  }

  private follow(changes: ChangeDesc): void {
    for (const caret of this.drawn) {
      caret.anchor = changes.mapPos(caret.anchor, 1)
      caret.head = changes.mapPos(caret.head, 1)
    }
    // A caret may arrive before the text it stands in.
    for (const presence of this.others) {
      if (!this.drawn.some((caret) => caret.presence === presence)) this.find(presence, undefined)
    }
  }

  private find(presence: Presence, before: Caret | undefined): void {
    const { text, view } = this
    // While a change is on its way from the view to the text, positions would be beside the mark.
    if (!text || !presence.cursor || text.length !== view.state.doc.length) return
    const place = placeOf(presence.cursor, text)
    if (!place) return
    const moved = place.anchor !== before?.anchor || place.head !== before?.head
    this.drawn.push({ ...place, presence, moves: (before?.moves ?? 0) + (moved ? 1 : 0) })
  }
}

const plugin = ViewPlugin.fromClass(Carets, { decorations: (shown) => shown.decorations })

/** Draws what `showCarets` was last told, and moves it along with every change of the text. */
export const carets: Extension = plugin

function shapes({ presence, anchor, head, moves }: Caret, doc: Text): Range<Decoration>[] {
  const from = Math.min(anchor, head, doc.length)
  const to = Math.min(Math.max(anchor, head), doc.length)
  const at = Math.min(head, doc.length)
  const widget = new CaretWidget(presence.clientId, presence.person, moves, at <= doc.line(1).to)
  const caret = Decoration.widget({ widget, side: 1 }).range(at)
  return from < to ? [tint(presence.person).range(from, to), caret] : [caret]
}

/** Bytes from the wire may be anything: what is no position in `text` is no place. */
function placeOf(cursor: Cursor, text: Y.Text): Place | null {
  const [anchor, head] = [indexOf(cursor.anchor, text), indexOf(cursor.head, text)]
  return anchor === null || head === null ? null : { anchor, head }
}

function indexOf(bytes: Uint8Array, text: Y.Text): number | null {
  if (!text.doc || !(bytes instanceof Uint8Array) || bytes.length > MAX_POSITION_BYTES) return null
  try {
    const position = Y.decodeRelativePosition(bytes)
    // Yjs would make a new type of any name it is asked for.
    if (position.tname !== null && position.tname !== Y.findRootTypeKey(text)) return null
    const found = Y.createAbsolutePositionFromRelativePosition(position, text.doc)
    return found?.type === text ? found.index : null
  } catch {
    return null
  }
}
