// node histories.mjs SEED SESSIONS ACTS: as record.mjs, of people who also write over each other.
import * as Y from '../../../static/node_modules/yjs/dist/yjs.mjs'
import { Log, Person } from './people.mjs'
import { dice } from './random.mjs'

const [seed, sessions, acts] = process.argv.slice(2).map(Number)
const base64 = (bytes) => Buffer.from(bytes).toString('base64')
const PHRASES = ['first line\r\nsecond line\r\n', 'نحن نتعلّم من بعضنا ', '👩🏽‍💻🇱🇧', 'a']

/** Two who do not hear each other take away the same words; one puts others there. */
function collide(one, other, roll) {
  for (const person of [one, other]) {
    person.reconnect()
    person.read()
  }
  for (const person of [one, other]) person.online = false
  const start = one.somewhere()
  const end = one.whole(Math.min(one.content.length, start + roll.between(1, 30)))
  if (end <= start) return
  one.content.delete(start, end - start)
  if (roll.chance(0.5)) one.insert(roll.pick(PHRASES), start)
  other.content.delete(start, end - start)
  if (roll.chance(0.5)) other.insert(roll.pick(PHRASES), start)
  for (const person of roll.chance(0.5) ? [one, other] : [other, one]) person.reconnect()
}

for (let session = 0; session < sessions; session++) {
  const roll = dice(seed + session)
  const log = new Log()
  const people = Array.from({ length: roll.between(2, 4) }, () => new Person(log, roll))
  for (let act = 0; act < acts; act++) {
    if (roll.chance(0.1)) collide(roll.pick(people), roll.pick(people), roll)
    else if (roll.chance(0.1)) roll.pick(people).insert(roll.pick(PHRASES))
    else roll.pick(people).act()
  }
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
