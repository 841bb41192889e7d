// node record.mjs SEED SESSIONS ACTS: what people sent, and the text it makes, one session a line.
import * as Y from '../../../static/node_modules/yjs/dist/yjs.mjs'
import { Log, Person } from './people.mjs'
import { dice } from './random.mjs'

const [seed, sessions, acts] = process.argv.slice(2).map(Number)
const base64 = (bytes) => Buffer.from(bytes).toString('base64')

for (let session = 0; session < sessions; session++) {
  const roll = dice(seed + session)
  const log = new Log()
  const people = Array.from({ length: roll.between(1, 4) }, () => new Person(log, roll))
  for (let act = 0; act < acts; act++) roll.pick(people).act()
  for (const person of people) person.reconnect()
  const line = {
    sent: log.entries.map(({ update, own, from }) => ({
      update: base64(update),
      own,
      person: people.indexOf(from),
    })),
    text: log.doc.getText('content').toString(),
    clocks: [...Y.decodeStateVector(Y.encodeStateVector(log.doc))],
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
