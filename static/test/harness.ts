// Two people on one page, for browser tests: two editors over two documents linked in the page.

import * as Y from 'yjs'
import type { Cursor } from '../src/cursor'
import { openEditor } from '../src/editor/editor'
import { type Mark, marks, marksAt, marksShown, showMarks } from '../src/notes/marks'

const NETWORK = 'network'

function person(name: string, doc: Y.Doc, canEdit: boolean) {
  const cursors: (Cursor | null)[] = []
  const clicked: string[] = []
  const editor = openEditor({
    parent: element(`${name}-text`),
    toolbar: element(`${name}-toolbar`),
    text: doc.getText('content'),
    canEdit,
    nonce: 'harness',
    extensions: marks((key) => clicked.push(key)),
    onCursor: (cursor) => cursors.push(cursor),
  })
  const { view } = editor
  return {
    doc,
    editor,
    view,
    cursors,
    clicked,
    text: () => doc.getText('content').toString(),
    mark: (marks: readonly Mark[]) => showMarks(view, marks),
    marked: () => marksShown(view.state).map(({ from, to }) => view.state.sliceDoc(from, to)),
    markedAt: (pos: number) => marksAt(view.state, pos).map(({ key }) => key),
  }
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no #${id}.`)
  return found
}

const query = new URLSearchParams(location.search)
const first = new Y.Doc()
const second = new Y.Doc()
let connected = true

function pipe(from: Y.Doc, to: Y.Doc): void {
  from.on('update', (update: Uint8Array, origin: unknown) => {
    if (connected && origin !== NETWORK) Y.applyUpdate(to, update, NETWORK)
  })
}

first.getText('content').insert(0, query.get('text') ?? '')
Y.applyUpdate(second, Y.encodeStateAsUpdate(first), NETWORK)
pipe(first, second)
pipe(second, first)

const canEdit = query.get('read') === null
const harness = {
  ana: person('ana', first, canEdit),
  ben: person('ben', second, canEdit),
  /** Without a connection both go on alone; with it, they merge at once. */
  connect(now: boolean) {
    connected = now
    if (!now) return
    const missing = Y.encodeStateAsUpdate(second, Y.encodeStateVector(first))
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first, Y.encodeStateVector(second)), NETWORK)
    Y.applyUpdate(first, missing, NETWORK)
  },
}

Object.assign(window, { harness })
