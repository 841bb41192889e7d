// One copy of the document kept in step with the server, from loading to being replaced.
import * as random from 'lib0/random'
import * as Y from 'yjs'
import { Agreement } from './agreement'
import { Beacon } from './beacon'
import type { Connection } from './connection'
import type { Device, KeptRecord } from './device'
import { beyond, clocksOf, difference, reached } from './difference'
import { Joining, type Replacement } from './joining'
import { Outbox } from './outbox'
import { Sender } from './sender'
import type { Refusal, Welcome } from './wire'

const LOADED_WITHIN_MS = 3_000
/** Setbacks, or mismatches, in a row that one more join did not mend. */
const PATIENCE = 2
const MENDED_BY_JOINING = ['gap', 'forged', 'stale_generation']

const FROM_DEVICE = 'device'
const FROM_SERVER = 'server'

export interface SessionHost {
  readonly connection: Connection
  readonly document: string
  readonly generation: number
  /** What the status line says may have changed. */
  changed(): void
  welcomed(welcome: Welcome): void
  /** What earlier pages could not send. */
  found(kept: readonly KeptRecord[]): void
  /** This copy cannot go on: hand over what is unsent, start another. */
  replace(replacement: Replacement): void
}

export class Session {
  readonly doc = new Y.Doc()
  readonly outbox: Outbox
  private readonly joining: Joining
  private readonly sender: Sender
  private readonly beacon: Beacon
  private readonly agreement: Agreement
  private setbacks = 0
  private renamed = false
  private wasLost = false

  constructor(
    private readonly host: SessionHost,
    private readonly device: Device,
  ) {
    const { connection, document, generation } = host
    this.outbox = new Outbox(device, () => host.changed())
    this.joining = new Joining({
      ...{ connection, document, generation },
      ids: () => [...new Set([this.doc.clientID, ...this.outbox.writers])],
      stateVector: () => Y.encodeStateVector(this.doc),
      changed: () => host.changed(),
      joined: (welcome) => this.joined(welcome),
      rename: () => this.rename(),
      isEmpty: () => !this.outbox.length && clocksOf(this.doc).size === 0,
      replace: (replacement) => host.replace(replacement),
    })
    this.sender = new Sender(this.outbox, {
      named: () => (this.isJoined ? this.joining.named : null),
      ask: (update) => connection.ask('update', { document, update }),
      unnamed: () => this.join(),
      acknowledged: () => this.acknowledged(),
      refused: (refusal) => this.notTaken(refusal),
    })
    const isQuiet = () => this.isJoined && !this.outbox.length
    this.agreement = new Agreement(this.doc, { connection, document, isQuiet })
    this.beacon = new Beacon({ ask: () => this.agreement.ask(), doubt: () => this.join() })
    this.doc.on('update', (update: Uint8Array, origin: unknown, _: Y.Doc, { local }) => {
      if (local) this.wrote(update)
      else this.received(update, origin)
    })
  }

  get isJoined(): boolean {
    return this.joining.phase === 'joined'
  }

  /** The ids under which the server knows this tab. */
  get own(): ReadonlySet<number> {
    return new Set([this.doc.clientID, ...this.joining.named])
  }

  /** Brings what the device holds, then joins; goes on without when the device hangs. */
  async load(): Promise<void> {
    const loaded = this.device.load().then((contents) => {
      if (!contents || this.joining.phase === 'closed') return
      this.bring([...contents.text, ...contents.unsent.map((entry) => entry.update)])
      this.outbox.restore(contents.unsent)
      this.host.found(contents.kept)
      this.host.changed()
      void this.sender.pump()
    })
    await soon(loaded)
    this.joining.begin()
  }

  /** Starts without what the device holds, once `cleared`. */
  async startAfresh(cleared: Promise<void>, rest: boolean): Promise<void> {
    await soon(cleared)
    this.joining.begin(rest)
  }

  /** Joins, or joins again. */
  join(): void {
    void this.joining.join()
  }

  /** Takes in what the server sent. */
  hear(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, FROM_SERVER)
  }

  /** The connection fell. */
  lost(): void {
    this.wasLost = true
    this.joining.lost()
    this.sender.rest()
    this.beacon.rest()
  }

  close(): void {
    this.lost()
    this.joining.close()
    this.doc.destroy()
  }

  private joined(welcome: Welcome): void {
    this.hear(welcome.update)
    this.recover(welcome)
    this.renamed = false
    this.host.welcomed(welcome)
    this.host.changed()
    void this.judge(welcome)
    void this.sender.pump()
    this.beacon.touch()
    this.checkId()
    if (this.wasLost) void this.adopt()
  }

  /** Takes in what the device holds. */
  private bring(updates: readonly Uint8Array[]): void {
    const apply = () => {
      for (const update of updates) Y.applyUpdate(this.doc, update)
    }
    Y.transact(this.doc, apply, FROM_DEVICE, false)
  }

  /** While there was no line another tab of this person may have been closed with unsent words. */
  private async adopt(): Promise<void> {
    this.wasLost = false
    const left = await this.outbox.adopt()
    if (!left.length || this.joining.phase === 'closed') return
    this.bring(left)
    this.host.changed()
    void this.sender.pump()
  }

  /**
   * Text on the device that no unsent update carries must still get to the server; so must all of
   * it, when the server found a gap in what the updates carry.
   */
  private recover({ stateVector }: Welcome): void {
    const server = Y.decodeStateVector(stateVector)
    const carried = this.setbacks ? server : reached(server, this.outbox.updates)
    const missing = beyond(clocksOf(this.doc), carried)
    if (missing.length) this.outbox.addFirst(difference(this.doc, server, missing))
  }

  private async judge(welcome: Welcome): Promise<void> {
    if ((await this.agreement.judge(welcome)) !== false) return
    if (this.agreement.mismatches < PATIENCE) this.join()
    else this.host.replace({ reason: '' })
  }

  /** Our client id is somebody else's: a new one helps unless unsent text stands under it. */
  private rename(): boolean {
    const { writers } = this.outbox
    if (writers.includes(this.doc.clientID) || (this.renamed && writers.length)) return false
    this.renamed = true
    this.doc.clientID = random.uint32()
    return true
  }

  private wrote(update: Uint8Array): void {
    this.outbox.add(update)
    this.host.changed()
    void this.sender.pump()
    if (this.isJoined) this.beacon.touch()
  }

  private received(update: Uint8Array, origin: unknown): void {
    if (origin !== FROM_DEVICE) this.device.keepText(update)
    this.checkId()
    if (this.isJoined) this.beacon.touch()
  }

  /** Yjs takes a new id when it meets its own used elsewhere; the server must know the new one. */
  private checkId(): void {
    if (this.isJoined && !this.joining.named.has(this.doc.clientID)) this.join()
  }

  private acknowledged(): void {
    this.setbacks = 0
    this.host.changed()
    this.beacon.touch()
  }

  /** An update was refused. What one more join may mend gets it; else the words are handed over. */
  private notTaken({ error, message }: Refusal): void {
    this.setbacks += 1
    if (MENDED_BY_JOINING.includes(error) && this.setbacks < PATIENCE) this.join()
    else this.host.replace({ reason: message })
  }
}

/** Waits for what the device does, but not for ever. */
function soon(work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LOADED_WITHIN_MS)
    void work.finally(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
