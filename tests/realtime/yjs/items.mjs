// node items.mjs < UPDATES, base64, one a line: what stands in the text they make, item by item,
// as JSON: [client id, clock, text].
import { createInterface } from 'node:readline'
import * as Y from '../../../static/node_modules/yjs/dist/yjs.mjs'

const doc = new Y.Doc()
for await (const line of createInterface({ input: process.stdin })) {
  Y.applyUpdate(doc, Buffer.from(line, 'base64'))
}
const items = []
for (let item = doc.getText('content')._start; item; item = item.right) {
  if (!item.deleted) items.push([item.id.client, item.id.clock, item.content.str])
}
process.stdout.write(JSON.stringify(items))
