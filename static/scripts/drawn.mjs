// Prints what the editor draws: a JSON list of Markdown texts on standard input becomes a JSON list
// of the lines that people see of each, without the signs in the place of list marks.
import { text as readAll } from 'node:stream/consumers'
import { editor } from './editor.mjs'

const { EditorState, charterLanguage, drawPage } = await editor(`
  export { EditorState } from '@codemirror/state'
  export { charterLanguage } from './language'
  export { drawPage } from './page'`)

const UNSEEN = /\bpage-(?:none|delimiter|fence)\b/

function drawn(doc) {
  const state = EditorState.create({
    doc,
    extensions: [charterLanguage, EditorState.lineSeparator.of('\n')],
  })
  const { marks } = drawPage(state, 0, state.doc.length)
  const unseen = new Set()
  const shown = doc.split('')
  marks.between(0, doc.length, (from, to, { spec }) => {
    if (from === to && UNSEEN.test(spec.attributes?.class))
      unseen.add(state.doc.lineAt(from).number)
    const replaced = spec.widget !== undefined || Object.keys(spec).length === 0
    if (!replaced || from === to) return
    for (let at = from; at < to; at++) if (shown[at] !== '\n') shown[at] = ''
    if (spec.widget?.name === 'page-entity') shown[from] = spec.widget.text
  })
  const lines = shown.join('').split('\n')
  return lines.filter((_, at) => !unseen.has(at + 1))
}

const texts = JSON.parse(await readAll(process.stdin))
process.stdout.write(JSON.stringify(texts.map(drawn)))
