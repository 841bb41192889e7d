// The clipboard: what is copied reads well elsewhere, what is pasted becomes part of the charter.

import { type EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, showDialog } from '@codemirror/view'
import { words } from '../words'
import { cleanCharacters } from './clipboard/characters'
import { flatRuns } from './clipboard/flat_runs'
import { pageMarkdown } from './clipboard/html_to_markdown'
import { inlineMarkdown } from './clipboard/inline_markdown'
import { type Landing, land } from './clipboard/landing'
import { rangeToHtml } from './clipboard/markdown_to_html'
import { parsePastedPage } from './clipboard/pasted_page'
import { plainTextToCell, plainTextToMarkdown, readableText } from './clipboard/plain_text'
import { PLAIN } from './clipboard/runs'
import { fitsOneChange } from './clipboard/size'
import { inCode, treeTo } from './lines'
import { roleAt } from './regions'
import { sourceShown } from './source_view'
import { wholeBlocks } from './whole_blocks'

export { htmlToMarkdown } from './clipboard/html_to_markdown'
export { markdownToHtml } from './clipboard/markdown_to_html'

const DRAGGED_HERE = 'application/x-cocharter-drag'

/** Copy, cut and paste, and dropping what was dragged from elsewhere. */
export const clipboard: Extension = [
  Prec.high(EditorView.domEventHandlers({ copy, cut, paste, drop })),
  EditorView.domEventObservers({
    dragstart: (event) => event.dataTransfer?.setData(DRAGGED_HERE, '1'),
  }),
]

/** Nothing selected copies nothing, as everywhere; CodeMirror would copy the line. */
function copy(event: ClipboardEvent, { state }: EditorView): boolean {
  const { from, to, empty } = state.selection.main
  if (state.facet(sourceShown) || !event.clipboardData) return false
  event.preventDefault()
  if (empty) return true
  const html = rangeToHtml(state.doc.toString(), treeTo(state, to), from, to)
  event.clipboardData.setData('text/html', html)
  event.clipboardData.setData('text/plain', readableText(html))
  return true
}

function cut(event: ClipboardEvent, view: EditorView): boolean {
  if (!copy(event, view)) return false
  const { from, to, empty } = view.state.selection.main
  if (view.state.readOnly || empty) return true
  view.dispatch({ changes: { from, to }, userEvent: 'delete.cut', scrollIntoView: true })
  return true
}

function paste(event: ClipboardEvent, view: EditorView): boolean {
  const { from, to } = view.state.selection.main
  const range = wholeBlocks(view.state, from, to)
  return take(event, event.clipboardData, view, range.from, range.to)
}

/** Text dragged inside the editor is moved as it stands, by CodeMirror. */
function drop(event: DragEvent, view: EditorView): boolean {
  if (event.dataTransfer?.types.includes(DRAGGED_HERE)) return false
  const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false)
  return take(event, event.dataTransfer, view, at, at)
}

function take(event: Event, data: DataTransfer | null, view: EditorView, from: number, to: number) {
  const text = data?.getData('text/plain') ?? ''
  const html = data?.getData('text/html') ?? ''
  if (!text && !html) return false
  event.preventDefault()
  if (!view.state.readOnly) insert(view, landing(view.state, from, to, text, html))
  return true
}

function insert(view: EditorView, { from, to, insert: text }: Landing): void {
  if (!fitsOneChange(text)) {
    showDialog(view, { label: words.pasteTooLong, class: 'paste-refused', top: true })
    return
  }
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + text.trimEnd().length },
    userEvent: 'input.paste',
    scrollIntoView: true,
  })
}

function landing(
  state: EditorState,
  from: number,
  to: number,
  text: string,
  html: string,
): Landing {
  if (state.facet(sourceShown) || inCode(state, from)) {
    return { from, to, insert: cleanCharacters(text) }
  }
  const body = html ? parsePastedPage(html) : null
  if (roleAt(state, from) === 'row') {
    const cell = body ? inlineMarkdown(flatRuns(body, PLAIN), true) : plainTextToCell(text)
    return { from, to, insert: cell }
  }
  const markdown = (body && pageMarkdown(body)) || plainTextToMarkdown(text)
  return land(state, from, to, withEdges(markdown, text))
}

/** A few words keep the spaces they were copied with, or they would stick to their neighbours. */
function withEdges(markdown: string, text: string): string {
  if (/\n/.test(text) || /\n/.test(markdown) || !/^[^\S\n]|[^\S\n]$/.test(text)) return markdown
  return (/^\s/.test(text) ? ' ' : '') + markdown.trim() + (/\s$/.test(text) ? ' ' : '')
}
