// The threads of a document and where each is in the text now.

import type * as Y from 'yjs'
import { Backoff } from '../provider/backoff'
import { Events } from '../provider/events'
import { type Place, placesOf } from './anchor'
import type { Thread, Threads } from './thread'

/** News comes in bursts: one request is enough for what comes within so many milliseconds. */
const GATHER_MS = 100
/** How long the places may lag behind the text, in milliseconds; marks follow it by themselves. */
const SETTLE_MS = 300
/** Between two tries to reach the server, in milliseconds. */
const SHORTEST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000
/** More threads than these are asked for all at once. */
const MANY = 20

export interface ThreadsOptions {
  text: Y.Text
  /** Asks the server for the threads with these keys; for all when none is named. */
  fetch(keys: readonly string[]): Promise<Threads>
}

export interface PlacedThread extends Thread {
  /** Null for what is about the whole text. */
  place: Place | null
}

interface StoreEvents {
  /** Threads came, went or changed, or are elsewhere. */
  change: readonly PlacedThread[]
}

export class ThreadsStore {
  private readonly events = new Events<StoreEvents>()
  private readonly fetch: ThreadsOptions['fetch']
  private readonly backoff = new Backoff(SHORTEST_RETRY_MS, LONGEST_RETRY_MS)
  private text: Y.Text
  private held: readonly PlacedThread[] = []
  private rights = { mayComment: false, mayAccept: false }
  /** Keys of threads to ask for; an empty one stands for all. */
  private wanted = new Set<string>()
  private isAsking = false
  private isClosed = false
  private isSilent = false
  private asking: ReturnType<typeof setTimeout> | undefined
  private settling: ReturnType<typeof setTimeout> | undefined

  constructor({ text, fetch }: ThreadsOptions) {
    this.fetch = fetch
    this.text = text
    text.observe(this.settleSoon)
    this.changed('')
  }

  /** The oldest first. */
  get threads(): readonly PlacedThread[] {
    return this.held
  }

  find(key: string): PlacedThread | undefined {
    return this.held.find((thread) => thread.key === key)
  }

  get mayComment(): boolean {
    return this.rights.mayComment
  }

  get mayAccept(): boolean {
    return this.rights.mayAccept
  }

  on<Name extends keyof StoreEvents>(
    event: Name,
    listener: (value: StoreEvents[Name]) => void,
  ): () => void {
    return this.events.on(event, listener)
  }

  /** The thread with this key changed on the server; "" when any may have. */
  changed(key: string): void {
    this.wanted.add(key)
    this.askAfter(GATHER_MS)
  }

  /** The line is back, maybe with another document: whatever was missed is asked for. */
  rejoin(text: Y.Text): void {
    this.text.unobserve(this.settleSoon)
    this.text = text
    text.observe(this.settleSoon)
    this.isSilent = false
    this.backoff.reset()
    this.changed('')
    this.settle()
  }

  /** The server tells us nothing more: what is known is forgotten, and nothing asked for. */
  forget(text: Y.Text): void {
    this.text.unobserve(this.settleSoon)
    this.text = text
    text.observe(this.settleSoon)
    this.isSilent = true
    this.wanted.clear()
    clearTimeout(this.asking)
    this.rights = { mayComment: false, mayAccept: false }
    this.held = []
    this.tell()
  }

  /** Finds out at once where the threads are now. */
  settle(): void {
    clearTimeout(this.settling)
    this.settling = undefined
    const before = this.held
    this.held = placed(this.text, before)
    if (this.held.some(({ place }, i) => !isSame(place, before[i]?.place ?? null))) this.tell()
  }

  destroy(): void {
    if (this.isClosed) return
    this.isClosed = true
    clearTimeout(this.asking)
    clearTimeout(this.settling)
    this.text.unobserve(this.settleSoon)
    this.events.clear()
  }

  /** Not put off by further changes: while somebody types there would be no end to it. */
  private readonly settleSoon = (): void => {
    this.settling ??= setTimeout(() => this.settle(), SETTLE_MS)
  }

  private askAfter(ms: number): void {
    if (this.isAsking || this.isClosed || this.isSilent) return
    clearTimeout(this.asking)
    this.asking = setTimeout(() => this.ask(), ms)
  }

  private async ask(): Promise<void> {
    const wanted = this.wanted
    const keys = wanted.has('') || wanted.size > MANY ? [] : [...wanted]
    this.wanted = new Set()
    this.isAsking = true
    const answer = await this.fetch(keys).catch(() => null)
    this.isAsking = false
    if (this.isClosed || this.isSilent) return
    if (answer) {
      this.backoff.reset()
      this.take(keys, answer)
      if (this.wanted.size) this.askAfter(GATHER_MS)
    } else {
      this.wanted = new Set([...wanted, ...this.wanted])
      this.askAfter(this.backoff.next())
    }
  }

  /** Who was asked for and did not come is gone. */
  private take(keys: readonly string[], { threads, ...rights }: Threads): void {
    const news = new Map(threads.map((thread) => [thread.key, thread]))
    const kept = this.held.filter(
      ({ key }) => keys.length && (news.has(key) || !keys.includes(key)),
    )
    const known = new Set(kept.map(({ key }) => key))
    const all = [
      ...kept.map((thread) => news.get(thread.key) ?? thread),
      ...threads.filter(({ key }) => !known.has(key)),
    ]
    this.rights = rights
    this.held = placed(this.text, all)
    this.tell()
  }

  private tell(): void {
    this.events.emit('change', this.held)
  }
}

function placed(text: Y.Text, threads: readonly Thread[]): readonly PlacedThread[] {
  const places = placesOf(text, threads)
  return threads.map((thread, i) => ({
    ...thread,
    place: thread.scope === 'text' ? null : (places[i] ?? null),
  }))
}

function isSame(one: Place | null, other: Place | null): boolean {
  if (one?.kind === 'detached' || other?.kind === 'detached') return one?.kind === other?.kind
  return one?.kind === other?.kind && one?.from === other?.from && one?.to === other?.to
}
