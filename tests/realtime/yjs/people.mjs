// People who write one text with real Yjs, each on a copy of their own.
import * as Y from '../../../static/node_modules/yjs/dist/yjs.mjs'

const WORDS = [
  'charter ', 'y ', 'é', 'Núcleo ', 'الميثاق ', 'ا', '中', '\n## ', '- ', '**', '😀', '👩🏽‍💻', '🇲🇽🇱🇧', 'e\u0301',
]

/** The server as Yjs alone would play it: what it took, in order, and the text that makes. */
export class Log {
  constructor() {
    this.doc = new Y.Doc()
    this.entries = []
  }

  /** own: every id of the sender. from: the person, who needs no copy of it back. */
  take(update, own, from) {
    this.entries.push({ update, own: [...own], from })
    Y.applyUpdate(this.doc, update)
  }
}

export class Person {
  constructor(log, dice) {
    this.log = log
    this.dice = dice
    this.own = []
    this.unsent = []
    this.online = true
    this.open()
  }

  get content() {
    return this.doc.getText('content')
  }

  /** A new tab: a fresh client id, the text as the server has it, nothing to undo. */
  open() {
    this.doc = new Y.Doc()
    this.doc.clientID = this.dice.below(2 ** 32)
    this.own.push(this.doc.clientID)
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.log.doc), 'server')
    this.seen = this.log.entries.length
    this.undo = new Y.UndoManager(this.content, {
      captureTimeout: 0,
      trackedOrigins: new Set(['typing']),
    })
    this.doc.on('update', (update, origin) => {
      if (origin === 'server') return
      if (this.online) this.log.take(update, this.own, this)
      else this.unsent.push(update)
    })
  }

  /** Takes in what others wrote. */
  read() {
    for (const { update, from } of this.log.entries.slice(this.seen)) {
      if (from !== this || this.dice.chance(0.05)) Y.applyUpdate(this.doc, update, 'server')
    }
    this.seen = this.log.entries.length
  }

  /** Comes back, and sends what was written meanwhile in one of the ways Yjs offers. */
  reconnect() {
    this.online = true
    this.read()
    const waiting = this.unsent.splice(0)
    if (!waiting.length) return
    const way = this.dice.below(4)
    if (way === 0) for (const update of waiting) this.log.take(update, this.own, this)
    if (way === 1) this.log.take(Y.mergeUpdates(waiting), this.own, this)
    if (way === 2) this.send(Y.encodeStateVector(this.log.doc))
    if (way === 3) this.send()
    if (this.dice.chance(0.3)) this.log.take(this.dice.pick(waiting), this.own, this)
  }

  /** All that a copy at `vector` lacks; everything without one. */
  send(vector) {
    this.log.take(Y.encodeStateAsUpdate(this.doc, vector), this.own, this)
  }

  /** One thing people do to a text. */
  act() {
    if (this.online) this.read()
    const roll = this.dice.below(100)
    if (roll < 50) this.type()
    else if (roll < 58) this.insert(Array.from({ length: 20 }, () => this.dice.pick(WORDS)).join(''))
    else if (roll < 78) this.erase()
    else if (roll < 86) this.undo.undo()
    else if (roll < 91) this.undo.redo()
    else if (roll < 94) this.online = false
    else if (roll < 98) this.reconnect()
    else this.repeat()
  }

  type() {
    let at = this.somewhere()
    for (let strokes = this.dice.between(1, 6); strokes > 0; strokes--) {
      at += this.insert(this.dice.pick(WORDS), at)
    }
  }

  insert(text, at = this.somewhere()) {
    this.doc.transact(() => this.content.insert(at, text), 'typing')
    return text.length
  }

  erase() {
    const start = this.somewhere()
    const end = this.whole(Math.min(this.content.length, start + this.dice.between(1, 8)))
    if (end > start) this.doc.transact(() => this.content.delete(start, end - start), 'typing')
  }

  /** What a careful provider does too often rather than too seldom. */
  repeat() {
    if (!this.online) return
    const mine = this.log.entries.filter(({ from }) => from === this)
    const way = this.dice.below(4)
    if (way === 0 && mine.length) this.log.take(this.dice.pick(mine).update, this.own, this)
    if (way === 1 && mine.length > 3) {
      const start = this.dice.below(mine.length - 3)
      const some = mine.slice(start, start + 3).map(({ update }) => update)
      if (this.dice.chance(0.5)) some.splice(1, 1) // the hole becomes a Skip
      this.log.take(Y.mergeUpdates(some), this.own, this)
    }
    if (way === 2) this.send()
    if (way === 3) this.open()
  }

  somewhere() {
    return this.whole(this.dice.below(this.content.length + 1))
  }

  /** `at`, or just before it when it lies inside a character: no editor puts a caret there. */
  whole(at) {
    const unit = this.content.toString().charCodeAt(at)
    return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
  }
}
