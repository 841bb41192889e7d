// The editor: one shared text of Markdown, shown and written as a finished page.

import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { EditorView, type ViewUpdate } from '@codemirror/view'
import { YSyncConfig, ySync, ySyncFacet } from 'y-codemirror.next'
import type * as Y from 'yjs'
import type { Cursor, Presence } from '../cursor'
import { words } from '../words'
import { tableClicks, visibleCaret } from './caret'
import { carets, cursorOf, showCarets } from './carets'
import { clipboard } from './clipboard'
import { find } from './find'
import { guard } from './guard'
import { pageKeymap, plainKeymap } from './keys'
import { charterLanguage } from './language'
import { live } from './live'
import { numbering } from './numbering'
import { links } from './open_link'
import { pending } from './pending'
import { rewrite } from './rewrite'
import { switchable } from './source'
import { fillToolbar, type Toolbar } from './toolbar'
import { typing } from './typing'
import { undoing } from './undo'
import { wholeCharacters } from './whole_characters'

export interface EditorOptions {
  /** Emptied, then holds the editor. */
  parent: HTMLElement
  /** Emptied, then holds the toolbar; only find and the source switch while nothing can be edited. */
  toolbar: HTMLElement
  text: Y.Text
  canEdit: boolean
  /** Lets CodeMirror add its own style sheet under the page's content security policy. */
  nonce: string
  /** What the page around the text adds to it. */
  extensions?: Extension
  /** Called when the selection moves, and with null when the text loses focus. */
  onCursor(cursor: Cursor | null): void
}

export interface Editor {
  readonly view: EditorView
  setCanEdit(canEdit: boolean): void
  showPresence(others: readonly Presence[]): void
  /** Puts the caret at a position of the text, shows it at the top, and gives the text focus. */
  goTo(position: number): void
  focus(): void
  destroy(): void
}

/** Pixels kept free between the caret and the toolbar that stays above the text. */
const BAR_MARGIN = 24
/** Pixels kept free above what was gone to, where the page's own bars stand. */
const GO_TO_MARGIN = 120

// Filters run from the last to the first: what a table may not take, then marks, numbers, the caret.
const page: Extension = [
  visibleCaret,
  numbering,
  rewrite,
  guard,
  pending,
  live,
  typing,
  tableClicks,
  links,
  pageKeymap,
]

/** Opens the text for reading and writing. */
export function openEditor(options: EditorOptions): Editor {
  const { parent, text, toolbar } = options
  const access = new Compartment()
  let bar: Toolbar | null = null
  const watch = (update: ViewUpdate) => {
    bar?.update(update.state)
    if (update.selectionSet || update.focusChanged || update.docChanged) tellCursor(update, options)
  }
  const view = new EditorView({
    parent: emptied(parent),
    state: EditorState.create({
      doc: text.toString(),
      extensions: [
        wholeCharacters, // the first filter has the last word
        undoing(text),
        ySyncFacet.of(new YSyncConfig(text, null)),
        ySync,
        access.of(accessFor(options.canEdit)),
        switchable(page),
        common,
        options.extensions ?? [],
        EditorView.cspNonce.of(options.nonce),
        EditorView.updateListener.of(watch),
        EditorView.scrollMargins.of(() => ({
          top: toolbar.offsetHeight + BAR_MARGIN,
          bottom: BAR_MARGIN,
        })),
      ],
    }),
  })
  bar = fillToolbar(emptied(toolbar), view)
  return {
    view,
    setCanEdit: (canEdit) => view.dispatch({ effects: access.reconfigure(accessFor(canEdit)) }),
    showPresence: (others) => showCarets(view, text, others),
    goTo: (position) => {
      const anchor = Math.min(position, view.state.doc.length)
      const effects = EditorView.scrollIntoView(anchor, { y: 'start', yMargin: GO_TO_MARGIN })
      view.dispatch({ selection: { anchor }, effects, userEvent: 'select' })
      view.focus()
    },
    focus: () => view.focus(),
    destroy: () => {
      view.destroy()
      toolbar.replaceChildren()
    },
  }
}

const common: Extension = [
  clipboard,
  find,
  carets,
  plainKeymap,
  charterLanguage,
  EditorView.lineWrapping,
  EditorView.perLineTextDirection.of(true),
  // Only \n parts lines, as in the shared text: positions in the two must never drift apart.
  EditorState.lineSeparator.of('\n'),
  EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, '\n')),
  EditorView.contentAttributes.of({ 'aria-label': words.editorLabel, spellcheck: 'true' }),
]

/** Readers keep a caret, so that they can select and comment from the keyboard. */
function accessFor(canEdit: boolean): Extension {
  if (canEdit)
    return EditorView.contentAttributes.of({ autocapitalize: 'sentences', autocorrect: 'on' })
  return [
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ inputmode: 'none', 'aria-readonly': 'true' }),
  ]
}

function tellCursor({ view }: ViewUpdate, { text, onCursor }: EditorOptions): void {
  onCursor(view.hasFocus ? cursorOf(view, text) : null)
}

function emptied(element: HTMLElement): HTMLElement {
  element.replaceChildren()
  return element
}
