// A finished page that nobody writes on: the drawing of the editor over words that come from elsewhere.

import { EditorState, type Extension, type Text } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { words } from '../words'
import { charterLanguage } from './language'
import { live } from './live'
import { links } from './open_link'

export interface ShownPageOptions {
  /** Emptied, then holds the page. */
  parent: HTMLElement
  /** Lets CodeMirror add its own style sheet under the page's content security policy. */
  nonce: string
  /** What the page around the text adds to it. */
  extensions: Extension
}

export function openShownPage({ parent, nonce, extensions }: ShownPageOptions): EditorView {
  parent.replaceChildren()
  return new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        live,
        links,
        charterLanguage,
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorState.lineSeparator.of('\n'),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({
          'aria-label': words.editorLabel,
          'aria-readonly': 'true',
          tabindex: '0',
        }),
        EditorView.cspNonce.of(nonce),
        extensions,
      ],
    }),
  })
}

/** Shows other words with the smallest change of what is drawn; `scrollTo` is brought into sight. */
export function showWords(view: EditorView, text: Text, scrollTo: number | null): void {
  const change = smallestChange(view.state.doc.toString(), text.toString())
  const effects = scrollTo === null ? [] : EditorView.scrollIntoView(scrollTo, { y: 'nearest' })
  view.dispatch({ changes: change ?? [], effects })
}

/** What makes `after` of `before`, between all that both begin and end with; null for nothing. */
function smallestChange(before: string, after: string) {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++
  let tail = 0
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++
  const insert = after.slice(head, after.length - tail)
  return head + tail === before.length && !insert
    ? null
    : { from: head, to: before.length - tail, insert }
}
