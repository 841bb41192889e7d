// node judge.mjs < LINES: does Yjs read what passed the gate as pycrdt does, with nothing pending?
// Where text is crossed, neither promises an order; it must be whole all the same.
import { createInterface } from 'node:readline'
import * as Y from '../../../static/node_modules/yjs/dist/yjs.mjs'

const hex = (base64) => bytes(base64).toString('hex')
const bytes = (base64) => Buffer.from(base64, 'base64')
const isWhole = ({ store }) => store.pendingStructs === null && store.pendingDs === null

let judged = 0
for await (const line of createInterface({ input: process.stdin })) {
  const { state, update, row, text, crossed } = JSON.parse(line)
  for (const shape of new Set([update, row])) {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, bytes(state))
    Y.applyUpdate(doc, bytes(shape))
    const shown = doc.getText('content').toString()
    if (isWhole(doc) && (crossed || shown === text)) continue
    process.stdout.write(`${JSON.stringify({ state: hex(state), update: hex(shape), text, shown, whole: isWhole(doc) })}\n`)
  }
  judged++
}
process.stdout.write(`${judged}\n`)
