// Getting into the document, and back into it: one join at a time, tried again when it may work.
import { Backoff } from './backoff'
import type { Connection } from './connection'
import { type JoinRequest, MAX_CLIENT_IDS, type Refusal, type Welcome } from './wire'

const RETRY_SHORTEST_MS = 500
const RETRY_LONGEST_MS = 4_000

/** Why this copy ends, and what the next one is to do. */
export interface Replacement {
  /** A sentence for the person; empty when there is nothing to say. */
  reason: string
  /** The generation the server has now. */
  generation?: number
  /** Whether to wait until the connection comes anew before joining again. */
  rest?: boolean
}

export interface JoiningHost {
  readonly connection: Connection
  readonly document: string
  readonly generation: number
  /** The current client id first, then those with something unsent. */
  ids(): number[]
  stateVector(): Uint8Array
  changed(): void
  joined(welcome: Welcome): void
  /** Takes a new client id; false when something unsent stands under an id of somebody else. */
  rename(): boolean
  /** Whether nothing at all is held here. */
  isEmpty(): boolean
  replace(replacement: Replacement): void
}

export class Joining {
  /** `resting`: the server does not let us in; tried again when the connection comes anew. */
  phase: 'loading' | 'apart' | 'joining' | 'joined' | 'resting' | 'closed' = 'loading'
  /** The ids the server knows as ours. */
  named: ReadonlySet<number> = new Set()
  private readonly backoff = new Backoff(RETRY_SHORTEST_MS, RETRY_LONGEST_MS)
  private retry: ReturnType<typeof setTimeout> | undefined
  private again = false
  /** Set once the server said that it has another generation: its sentence. */
  private restored: string | null = null

  constructor(private readonly host: JoiningHost) {}

  /** What the device held is here: from now on we may join. */
  begin(rest = false): void {
    if (this.phase !== 'loading') return
    this.phase = rest ? 'resting' : 'apart'
    this.host.changed()
    void this.join()
  }

  /** The connection fell. */
  lost(): void {
    if (this.phase !== 'loading' && this.phase !== 'closed') this.phase = 'apart'
    clearTimeout(this.retry)
  }

  close(): void {
    this.lost()
    this.phase = 'closed'
  }

  /** Joins, or joins again; harmless at any time. */
  async join(): Promise<void> {
    if (this.phase === 'joining') this.again = true
    if (this.host.connection.state !== 'up') return
    if (this.phase !== 'apart' && this.phase !== 'joined') return
    this.phase = 'joining'
    this.again = false
    clearTimeout(this.retry)
    this.host.changed()
    const request = this.request()
    const answer = await this.host.connection.ask('join', request)
    if (!answer || this.phase !== 'joining') return
    if (answer.ok) this.letIn(answer, new Set(request.clientIds))
    else this.refused(answer)
    if (this.again) void this.join()
  }

  private request(): JoinRequest {
    return {
      document: this.host.document,
      clientIds: this.host.ids().slice(0, MAX_CLIENT_IDS),
      stateVector: this.host.stateVector(),
      ...(this.restored === null ? { generation: this.host.generation } : {}),
    }
  }

  private letIn(welcome: Welcome, named: ReadonlySet<number>): void {
    const { generation } = welcome
    if (generation !== this.host.generation) {
      this.host.replace({ reason: this.restored ?? '', generation })
      return
    }
    this.phase = 'joined'
    this.named = named
    this.backoff.reset()
    this.host.joined(welcome)
  }

  private refused({ error, message }: Refusal): void {
    this.phase = 'apart'
    this.host.changed()
    if (error === 'stale_generation') {
      this.restored = message
      this.again = true // asked without a generation, the server says which one it has
    } else if (error === 'forbidden' || error === 'frozen') {
      this.host.replace({ reason: message, rest: true })
    } else if (error === 'forged' && this.host.rename()) {
      this.later()
    } else if (error === 'busy' || error === 'gap' || this.host.isEmpty()) {
      this.later()
    } else {
      this.host.replace({ reason: message })
    }
  }

  private later(): void {
    this.retry = setTimeout(() => void this.join(), this.backoff.next())
  }
}
