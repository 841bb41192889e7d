// How long to wait before trying again: longer each time, and never all browsers at once.

export class Backoff {
  private tries = 0

  /** Both in milliseconds. */
  constructor(
    private readonly shortest: number,
    private readonly longest: number,
  ) {}

  /** Milliseconds until the next try: somewhere in the upper half of a bound that doubles. */
  next(): number {
    const bound = Math.min(this.longest, this.shortest * 2 ** this.tries)
    this.tries += 1
    return bound * (0.5 + Math.random() / 2)
  }

  reset(): void {
    this.tries = 0
  }
}
