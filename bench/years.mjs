// node years.mjs SEED UPDATES BYTES: what people send who write one charter for years, as bytes:
// for each update its person (1 byte), client id (4) and length (4, both little-endian), then it.
import * as Y from '../static/node_modules/yjs/dist/yjs.mjs'
import { dice as seeded } from '../tests/realtime/yjs/random.mjs'

const [seed, updates, bytes] = process.argv.slice(2).map(Number)
const PEOPLE = 20
const WORDS = [
  'charter', 'network', 'the', 'of', 'and', 'shared', 'value', 'institución', 'formación', 'réseau',
  'الميثاق', 'الشبكة', 'we', 'agree', 'members', 'skills', 'services', '😀', '🇲🇽', '**quorum**',
]
const dice = seeded(seed)
let sent = 0

/** One place at the table: a copy of the text that hears the others between two runs of keys. */
class Seat {
  doc = new Y.Doc()
  content = this.doc.getText('content')
  unheard = []

  constructor(table) {
    this.doc.on('update', (update, origin) => {
      if (origin === 'heard') return
      send(this.person, this.doc.clientID, update)
      for (const seat of table) if (seat !== this) seat.unheard.push(update)
    })
  }

  /** Somebody opens the page: a new client id. */
  open() {
    this.hear()
    this.person = dice.below(PEOPLE)
    this.doc.clientID = dice.below(2 ** 32)
    this.jump()
  }

  hear() {
    const apply = () => this.unheard.splice(0).forEach((update) => Y.applyUpdate(this.doc, update))
    Y.transact(this.doc, apply, 'heard')
  }

  /** Elsewhere, other words; what is too much there goes first. */
  jump() {
    this.hear()
    const text = this.content.toString()
    this.at = wordAfter(text, dice.below(text.length + 1))
    const words = Array.from({ length: dice.between(1, 14) }, () => `${dice.pick(WORDS)} `)
    this.keys = [...words.join(''), ...(dice.chance(0.15) ? '.\n\n' : '')]
    this.typed = []
    if (text.length > (bytes * sent) / updates && dice.chance(0.5)) {
      const end = wordAfter(text, this.at + dice.between(1, 300))
      if (end > this.at) this.content.delete(this.at, end - this.at)
    }
  }

  press() {
    if (!this.keys.length) this.jump()
    else if (this.typed.length && dice.chance(0.1)) this.erase(this.typed.pop().length)
    else this.type(this.keys.shift())
  }

  type(key) {
    this.content.insert(this.at, key)
    this.at += key.length
    this.typed.push(key)
  }

  erase(length) {
    this.at -= length
    this.content.delete(this.at, length)
  }
}

function wordAfter(text, at) {
  const space = text.indexOf(' ', at)
  return space < 0 ? text.length : space + 1
}

const table = []
for (let n = 0; n < 3; n++) table.push(new Seat(table))
const chunks = []

function send(person, clientId, update) {
  const head = Buffer.alloc(9)
  head.writeUInt8(person, 0)
  head.writeUInt32LE(clientId, 1)
  head.writeUInt32LE(update.length, 5)
  chunks.push(head, update)
  sent++
}

while (sent < updates) {
  const here = table.slice(0, dice.between(1, table.length))
  for (const seat of here) seat.open()
  for (let strokes = dice.between(200, 1000); strokes > 0; strokes--) {
    for (const seat of here) if (sent < updates) seat.press()
  }
}
process.stdout.write(Buffer.concat(chunks))
