// The socket: up or down, asked and answered in time, brought back as soon as there is hope.
import { io, type Socket } from 'socket.io-client'
import { Backoff } from './backoff'
import * as parser from './parser'
import type { Notices, Requests, ServerEvents } from './wire'

/** The server's words for a connection without its person's session. */
const SIGNED_OUT = 'signed_out'
const RETRY_SHORTEST_MS = 500
const RETRY_LONGEST_MS = 4_000
const ANSWER_WITHIN_MS = 10_000
const JOINED_WITHIN_MS = 60_000
/** A line slower than this is taken for a dead one. */
const SLOWEST_BYTES_PER_MS = 2

/**
 * A socket to the server of this page, for `person` alone: when somebody else has signed in in this
 * browser meanwhile, the server refuses it. `Connection` reconnects it: socket.io's own reconnection
 * gives up when the server refuses or ends a connection, and cannot be hurried.
 */
export function openSocket(person: string): Socket {
  return io({
    path: '/socket.io',
    auth: { person },
    transports: ['websocket'],
    withCredentials: true,
    parser,
    reconnection: false,
    forceNew: true,
  })
}

export type Handlers = { [Name in keyof ServerEvents]: (payload: ServerEvents[Name]) => void }

export interface ConnectionHost extends Handlers {
  up(): void
  down(): void
}

export class Connection {
  /** `new` until the first try has succeeded or failed. */
  state: 'new' | 'up' | 'down' = 'new'
  /** Whether the last try failed because the person is not signed in any more. */
  isSignedOut = false
  private readonly backoff = new Backoff(RETRY_SHORTEST_MS, RETRY_LONGEST_MS)
  private retry: ReturnType<typeof setTimeout> | undefined
  private readonly hopes = new AbortController()

  constructor(
    private readonly socket: Socket,
    private readonly host: ConnectionHost,
  ) {
    socket.on('connect', () => this.rise())
    socket.on('disconnect', () => this.fall())
    socket.on('connect_error', (error) => this.fall(error?.message === SIGNED_OUT))
    socket.on('update', (payload) => host.update(payload))
    socket.on('awareness', (payload) => host.awareness(payload))
    socket.on('document', (payload) => host.document(payload))
    socket.on('resync', (payload) => host.resync(payload))
    socket.on('changed', (payload) => host.changed(payload))
    const { signal } = this.hopes
    window.addEventListener('online', () => this.hurry(), { signal })
    document.addEventListener('visibilitychange', () => this.hurry(), { signal })
  }

  /** The answer, or null when there was none: then the connection is down, and `up` comes again. */
  async ask<Name extends keyof Requests>(
    name: Name,
    payload: Requests[Name][0],
  ): Promise<Requests[Name][1] | null> {
    if (this.state !== 'up') return null
    try {
      return await this.socket.timeout(patience(name, payload)).emitWithAck(name, payload)
    } catch {
      this.drop()
      return null
    }
  }

  /** Sends what needs no answer; false when it cannot. */
  tell<Name extends keyof Notices>(name: Name, payload: Notices[Name]): boolean {
    if (this.state !== 'up') return false
    this.socket.emit(name, payload)
    return true
  }

  close(): void {
    this.hopes.abort()
    clearTimeout(this.retry)
    this.socket.off()
    this.socket.disconnect()
  }

  private drop(): void {
    if (this.state === 'up') this.socket.disconnect()
  }

  private rise(): void {
    clearTimeout(this.retry)
    this.backoff.reset()
    this.state = 'up'
    this.isSignedOut = false
    this.host.up()
  }

  private fall(isSignedOut = false): void {
    this.state = 'down'
    this.isSignedOut = isSignedOut
    clearTimeout(this.retry)
    this.retry = setTimeout(() => this.socket.connect(), this.backoff.next())
    this.host.down()
  }

  /** The network is back, or somebody looks at the page again. */
  private hurry(): void {
    if (this.state !== 'down' || document.visibilityState === 'hidden') return
    clearTimeout(this.retry)
    this.socket.disconnect().connect()
  }
}

function patience(name: keyof Requests, payload: Requests[keyof Requests][0]): number {
  if (name === 'join') return JOINED_WITHIN_MS
  const bytes = 'update' in payload ? payload.update.byteLength : 0
  return ANSWER_WITHIN_MS + bytes / SLOWEST_BYTES_PER_MS
}
