// Sends the outbox, in order, one update in flight: the first at once, the others merged meanwhile.
import { Backoff } from './backoff'
import { merged, type Outbox } from './outbox'
import { MAX_UPDATE_BYTES, type Refusal, type Requests } from './wire'

const BUSY_SHORTEST_MS = 500
const BUSY_LONGEST_MS = 4_000

const TOO_LARGE: Refusal = { ok: false, error: 'too_large', message: '' }

type Answer = Requests['update'][1]

export interface SenderHost {
  /** The ids the server knows as ours in this connection; null while nothing may be sent. */
  named(): ReadonlySet<number> | null
  /** The answer, or null when the connection fell before it came. */
  ask(update: Uint8Array): Promise<Answer | null>
  /** Something was written under an id that is not named yet. */
  unnamed(): void
  acknowledged(): void
  /** Any refusal but `busy`. */
  refused(refusal: Refusal): void
}

export class Sender {
  private sending = false
  private readonly backoff = new Backoff(BUSY_SHORTEST_MS, BUSY_LONGEST_MS)
  private waiting: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly outbox: Outbox,
    private readonly host: SenderHost,
  ) {}

  /** Sends what may be sent now; harmless at any time. */
  async pump(): Promise<void> {
    const named = this.host.named()
    if (!named || this.sending || this.waiting !== undefined || !this.outbox.length) return
    const chunk = this.outbox.chunk(named)
    if (!chunk.length) return this.host.unnamed()
    const update = merged(chunk)
    if (update.byteLength > MAX_UPDATE_BYTES) return this.host.refused(TOO_LARGE)
    this.sending = true
    const answer = await this.host.ask(update)
    this.sending = false
    if (!answer) return
    if (answer.ok) {
      this.backoff.reset()
      void this.outbox.remove(chunk)
      this.host.acknowledged()
      return this.pump()
    }
    if (answer.error === 'busy') this.wait()
    else this.host.refused(answer)
  }

  /** Forgets a planned try: the connection fell, or the session ends. */
  rest(): void {
    clearTimeout(this.waiting)
    this.waiting = undefined
  }

  private wait(): void {
    this.waiting = setTimeout(() => {
      this.waiting = undefined
      void this.pump()
    }, this.backoff.next())
  }
}
