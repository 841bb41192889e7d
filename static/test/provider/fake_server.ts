/// <reference types="node" />
// A server in memory that speaks the wire of docs/protocol.md over fake sockets, frame by frame.
import { createHash } from 'node:crypto'
import type { Socket } from 'socket.io-client'
import * as Y from 'yjs'
import { Decoder, Encoder } from '../../src/provider/parser'
import type { JoinRequest, Refusal, Requests, Welcome } from '../../src/provider/wire'

const LATENCY_MS = 20
const FLUSH_MS = 5

type Answer = Requests[keyof Requests][1] | Record<string, unknown>
type Reply = (answer: Answer) => void
type Payload = JoinRequest & { update: Uint8Array; hash: string; cursor: unknown }
interface Waiting {
  from: FakeSocket
  update: Uint8Array
  reply: Reply
}

/** What happens to one message on its way: it arrives, arrives twice, or the line is cut. */
export type Fate = 'arrives' | 'twice' | 'cut' | 'vanishes'

export class FakeServer {
  generation = 1
  state = 'drafting'
  canEdit = true
  /** Whether the network reaches the server at all. */
  reachable = true
  /** Why the server refuses connections, if it does. */
  closed = false
  joins: JoinRequest[] = []
  updates: Uint8Array[] = []
  cursors: unknown[] = []
  beacons = 0
  readonly sockets = new Set<FakeSocket>()
  readonly owners = new Map<number, string>()
  /** Refuses the next updates or joins, in order. */
  readonly refuse: Record<'join' | 'update', Refusal['error'][]> = { join: [], update: [] }
  /** Decides what happens to each answer and each broadcast. */
  fate: (kind: 'answer' | 'broadcast', event: string) => Fate = () => 'arrives'
  /** Changes what is said at joining. */
  lie: (welcome: Welcome) => Welcome = (welcome) => welcome
  private log: Uint8Array[] = []
  private disk = new Y.Doc({ gc: false })
  private queue: Waiting[] = []

  get text(): string {
    return this.disk.getText('content').toString()
  }

  /** Text that was there before. */
  seed(text: string): void {
    const doc = new Y.Doc()
    doc.getText('content').insert(0, text)
    this.owners.set(doc.clientID, 'seed')
    this.write(Y.encodeStateAsUpdate(doc))
  }

  connect(person: string): Socket {
    return new FakeSocket(this, person) as unknown as Socket
  }

  /** Everything not yet written is gone, and so is every connection. */
  restart(): void {
    this.queue = []
    for (const socket of [...this.sockets]) socket.cut('transport close')
  }

  /** Restored from a backup: other text, another generation. */
  restore(text: string): void {
    this.generation += 1
    this.log = []
    this.disk = new Y.Doc({ gc: false })
    this.owners.clear()
    this.seed(text)
  }

  /** Writes an edit of the server's own, and tells everyone who may be told. */
  edit(change: (text: Y.Text) => void): void {
    const doc = new Y.Doc()
    for (const update of this.log) Y.applyUpdate(doc, update)
    const before = Y.encodeStateVector(doc)
    change(doc.getText('content'))
    this.owners.set(doc.clientID, 'server')
    const update = Y.encodeStateAsUpdate(doc, before)
    this.write(update)
    this.broadcast('update', { update, seq: this.log.length })
  }

  broadcast(event: string, payload: object, skip?: FakeSocket): void {
    for (const socket of this.sockets) {
      if (!socket.joined || socket === skip) continue
      const fate = this.fate('broadcast', event)
      if (fate === 'cut') socket.cut('transport close')
      if (fate === 'cut' || fate === 'vanishes') continue
      socket.deliver(event, { document: 'charter', ...payload })
      if (fate === 'twice') socket.deliver(event, { document: 'charter', ...payload })
    }
  }

  receive(from: FakeSocket, event: string, payload: Payload, reply: Reply): void {
    const answer = (result: Answer) => {
      const fate = this.fate('answer', event)
      if (fate === 'cut') from.cut('transport close')
      else if (fate !== 'vanishes') reply(result)
    }
    if (event === 'join') answer(this.join(from, payload))
    else if (event === 'update') this.enqueue({ from, update: payload.update, reply: answer })
    else if (event === 'beacon') answer(this.compare(payload))
    else if (event === 'awareness') this.move(from, payload.cursor)
    else if (event === 'leave') this.leave(from)
  }

  leave(socket: FakeSocket): void {
    if (!socket.joined) return
    const clientId = socket.joined
    socket.joined = null
    this.broadcast('awareness', { clientId, cursor: null, person: null })
  }

  private join(from: FakeSocket, request: JoinRequest): Welcome | Refusal {
    this.joins.push(request)
    const refusal = this.refuse.join.shift()
    if (refusal) return refused(refusal)
    if (request.generation !== undefined && request.generation !== this.generation)
      return refused('stale_generation')
    for (const id of request.clientIds) {
      if ((this.owners.get(id) ?? from.person) !== from.person) return refused('forged')
    }
    if (this.canEdit) for (const id of request.clientIds) this.owners.set(id, from.person)
    const [current] = request.clientIds
    from.joined = current ?? null
    this.broadcast('awareness', { clientId: current, cursor: null, person: personOf(from) }, from)
    for (const other of this.sockets) {
      if (other === from || !other.joined) continue
      from.deliver('awareness', { clientId: other.joined, cursor: null, person: personOf(other) })
    }
    return this.lie({
      ok: true,
      update: Y.encodeStateAsUpdate(this.disk, request.stateVector),
      stateVector: Y.encodeStateVector(this.disk),
      hash: sha256(this.text),
      generation: this.generation,
      seq: this.log.length,
      canEdit: this.canEdit,
      state: this.state,
      people: Object.fromEntries([...this.owners].map(([id, name]) => [id, publicPerson(name)])),
    })
  }

  private enqueue(waiting: Waiting): void {
    this.updates.push(waiting.update)
    this.queue.push(waiting)
    if (this.queue.length === 1) setTimeout(() => this.flush(), FLUSH_MS)
  }

  private flush(): void {
    const batch = this.queue
    this.queue = []
    for (const { from, update, reply } of batch) {
      const error = this.refuse.update.shift() ?? this.gate(from, update)
      if (error) {
        reply(refused(error))
        continue
      }
      this.write(update)
      reply({ ok: true, seq: this.log.length })
      this.broadcast('update', { update, seq: this.log.length }, from)
    }
  }

  private gate(from: FakeSocket, update: Uint8Array): Refusal['error'] | null {
    if (!from.joined || !this.canEdit) return 'forbidden'
    if (this.state !== 'drafting') return 'frozen'
    const known = Y.decodeStateVector(Y.encodeStateVector(this.disk))
    const meta = Y.parseUpdateMeta(update)
    for (const [client, end] of meta.to) {
      if (end <= (known.get(client) ?? 0)) continue
      if (this.owners.get(client) !== from.person) return 'forged'
      if ((meta.from.get(client) ?? 0) > (known.get(client) ?? 0)) return 'gap'
    }
    const trial = new Y.Doc()
    Y.applyUpdate(trial, Y.encodeStateAsUpdate(this.disk))
    Y.applyUpdate(trial, update)
    return trial.store.pendingStructs || trial.store.pendingDs ? 'gap' : null
  }

  private write(update: Uint8Array): void {
    this.log.push(update)
    Y.applyUpdate(this.disk, update)
  }

  private compare({ stateVector, hash }: { stateVector: Uint8Array; hash: string }): Answer {
    this.beacons += 1
    const theirs = Y.decodeStateVector(stateVector)
    const ours = Y.decodeStateVector(Y.encodeStateVector(this.disk))
    const same = theirs.size === ours.size && [...ours].every(([id, end]) => theirs.get(id) === end)
    return { ok: true, match: same ? hash === sha256(this.text) : null }
  }

  private move(from: FakeSocket, cursor: unknown): void {
    this.cursors.push(cursor)
    const payload = { clientId: from.joined, cursor, person: personOf(from) }
    this.broadcast('awareness', payload, from)
  }
}

type Listener = (...values: never[]) => void

/** What `Connection` uses of a socket.io-client socket; messages keep their order. */
export class FakeSocket {
  connected = false
  /** The client id it joined as. */
  joined: number | null = null
  private connecting = false
  private listeners = new Map<string, Listener>()
  private readonly pending = new Set<(error: Error) => void>()
  private line = 0

  constructor(
    private readonly server: FakeServer,
    readonly person: string,
  ) {
    this.connect()
  }

  on(event: string, listener: Listener): this {
    this.listeners.set(event, listener)
    return this
  }

  off(): this {
    this.listeners.clear()
    return this
  }

  connect(): this {
    if (this.connected || this.connecting) return this
    this.connecting = true
    const line = ++this.line
    setTimeout(() => {
      if (line !== this.line) return
      this.connecting = false
      if (!this.server.reachable || this.server.closed) return this.fire('connect_error', null)
      this.connected = true
      this.server.sockets.add(this)
      this.fire('connect', undefined)
    }, LATENCY_MS)
    return this
  }

  disconnect(): this {
    this.cut('io client disconnect')
    return this
  }

  cut(reason: string): void {
    this.line += 1
    this.connecting = false
    if (!this.connected) return
    this.connected = false
    this.server.sockets.delete(this)
    this.server.leave(this)
    for (const reject of this.pending) reject(new Error('socket has been disconnected'))
    this.pending.clear()
    this.fire('disconnect', reason)
  }

  emit(event: string, payload: unknown): this {
    this.travel(() => this.server.receive(this, event, framed(payload) as Payload, () => {}))
    return this
  }

  timeout(milliseconds: number) {
    return {
      emitWithAck: (event: string, payload: unknown) =>
        new Promise<unknown>((resolve, reject) => {
          const timer = setTimeout(() => reject(new Error('timed out')), milliseconds)
          this.pending.add(reject)
          const reply = (answer: unknown) =>
            this.travel(() => {
              clearTimeout(timer)
              this.pending.delete(reject)
              resolve(framed(answer))
            })
          this.travel(() => this.server.receive(this, event, framed(payload) as Payload, reply))
        }),
    }
  }

  deliver(event: string, payload: unknown): void {
    this.travel(() => this.fire(event, framed(payload)))
  }

  /** A message arrives after the latency, unless the line it was on is gone. */
  private travel(arrive: () => void): void {
    const line = this.line
    setTimeout(() => {
      if (line === this.line && this.connected) arrive()
    }, LATENCY_MS)
  }

  private fire(event: string, value: unknown): void {
    this.listeners.get(event)?.(value as never)
  }
}

/** What arrives when `payload` is sent: through the project's own parser. */
function framed(payload: unknown): unknown {
  let data: unknown
  const decoder = new Decoder()
  decoder.on('decoded', (packet) => {
    data = packet.data
  })
  decoder.add(new Encoder().encode({ type: 2, nsp: '/', data: payload })[0])
  return data
}

function refused(error: Refusal['error']): Refusal {
  return { ok: false, error, message: `Refused: ${error}.` }
}

function personOf(socket: FakeSocket) {
  return publicPerson(socket.person)
}

function publicPerson(name: string) {
  return { name, organisation: `${name} & Co`, colour: '#123456', isGuest: false }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
