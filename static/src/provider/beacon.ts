// Asks the server, when all is quiet, whether both show the same text.

const QUIET_MS = 5_000
const RARELY_MS = 10 * 60_000
const SPREAD = 0.5

export interface BeaconHost {
  /** Whether both agree; null when the server stands elsewhere, undefined when nothing was asked. */
  ask(): Promise<boolean | null | undefined>
  /** They do not agree, or kept standing elsewhere: join again. */
  doubt(): void
}

export class Beacon {
  private timer: ReturnType<typeof setTimeout> | undefined
  private inconclusive = 0
  private round = 0

  constructor(private readonly host: BeaconHost) {}

  /** Something changed: ask once it has been quiet for a while. */
  touch(): void {
    this.plan(Math.min(RARELY_MS, QUIET_MS * 2 ** this.inconclusive))
  }

  rest(): void {
    this.round += 1
    clearTimeout(this.timer)
  }

  private plan(milliseconds: number): void {
    this.rest()
    // Everyone in a meeting falls quiet at once; they must not all ask at once.
    this.timer = setTimeout(() => this.fire(), milliseconds * (1 + SPREAD * Math.random()))
  }

  private async fire(): Promise<void> {
    const round = this.round
    const match = await this.host.ask()
    if (round !== this.round) return
    if (match === null) this.inconclusive += 1
    if (match === true) this.inconclusive = 0
    // Once, an update may be on its way; twice with nothing heard in between, one was lost.
    if (match === false || (match === null && this.inconclusive % 2 === 0)) this.host.doubt()
    else this.plan(match === null ? QUIET_MS : RARELY_MS)
  }
}
