// How fast a replay goes: as fast as people wrote or faster, and nobody waits for their pauses.

/** Seconds that a pause is shortened to, at the speed of life. */
const LONGEST_PAUSE = 1.5
/** Seconds after which a whole life has passed, when it goes as fast as possible. */
const WHOLE_LIFE = 20
/** Steps at one go: more are not worth the stutter. */
const AT_MOST = 500

export const FASTEST = Number.POSITIVE_INFINITY

export class Pace {
  /** Seconds of the life that have passed and not been shown. */
  private credit = 0

  /** `speed` is how much faster than life it goes. */
  constructor(public speed: number) {}

  /** It begins anew: what passed meanwhile is not made up for. */
  rest(): void {
    this.credit = 0
  }

  /**
   * Takes the steps that are due after `milliseconds`; `pause` tells the seconds before the next,
   * or null when there is none now, and `step` takes it. `length` is how many rows the life has.
   */
  advance(
    milliseconds: number,
    length: number,
    pause: () => number | null,
    step: () => boolean,
  ): void {
    const isFastest = this.speed === FASTEST
    const share = Math.ceil((length * milliseconds) / (WHOLE_LIFE * 1000))
    this.credit = isFastest ? 0 : this.credit + (milliseconds / 1000) * this.speed
    for (let left = isFastest ? share : AT_MOST; left > 0; left--) {
      const seconds = pause()
      const cost = isFastest || seconds === null ? 0 : shortened(seconds)
      if (cost > this.credit) return
      if (seconds === null || !step()) break
      this.credit -= cost
    }
    this.rest()
  }
}

/** Clocks of different servers may differ: nothing lies before what came before it. */
export function shortened(seconds: number): number {
  return Math.min(LONGEST_PAUSE, Math.max(0, seconds))
}
