// Plays the life of a text: forth and back, step by step or by itself, at a chosen speed.

import type { Life } from './life'
import { Pace } from './pace'

/** Milliseconds between two pictures for those who want little to move. */
const CALM_MS = 1_000

export interface PlayerHost {
  /** Something is to be seen, or is played, that was not before. */
  changed(): void
  /** What was asked for could not be loaded. */
  failed(): void
  /** Whether little should move. */
  isCalm(): boolean
}

export class Player {
  isPlaying = false
  isLoading = false
  private readonly pace = new Pace(1)
  private wish: number | null = null
  private playedAt = 0

  constructor(
    private readonly life: Life,
    private readonly host: PlayerHost,
  ) {}

  set speed(times: number) {
    this.pace.speed = times
  }

  /** Goes on from where it is; from the start again when that is the end. */
  async play(): Promise<void> {
    if (this.isPlaying) return
    if (this.life.isAtEnd || !this.life.text) await this.goTo(0)
    if (!this.life.text) return
    this.isPlaying = true
    this.pace.rest()
    this.playedAt = performance.now()
    this.host.changed()
    requestAnimationFrame((now) => this.frame(now))
  }

  pause(): void {
    if (!this.isPlaying) return
    this.isPlaying = false
    this.host.changed()
  }

  /** To how the text stood after the row `seq`; while that is on its way, only the last wish counts. */
  async goTo(seq: number): Promise<void> {
    this.wish = seq
    if (this.isLoading) return
    this.isLoading = true
    while (this.wish !== null) {
      const wish = this.wish
      this.wish = null
      await this.life.goTo(wish).catch(() => this.fail())
    }
    this.isLoading = false
    this.host.changed()
  }

  /** One step on. */
  async on(): Promise<void> {
    this.pause()
    if (!this.life.text) await this.goTo(0)
    await this.life.lookAhead().catch(() => this.fail())
    this.life.forward()
    this.host.changed()
  }

  back(): Promise<void> {
    this.pause()
    return this.goTo(this.life.before)
  }

  private frame(now: number): void {
    if (!this.isPlaying) return
    const { life, pace, host } = this
    const passed = now - this.playedAt
    if (!this.isLoading && (!host.isCalm() || passed >= CALM_MS)) {
      this.playedAt = now
      const before = life.instant.seq
      pace.advance(
        passed,
        life.head,
        () => life.pause,
        () => life.forward(),
      )
      void life.lookAhead().catch(() => this.fail())
      if (life.isAtEnd) this.isPlaying = false
      if (life.instant.seq !== before || !this.isPlaying) host.changed()
    }
    requestAnimationFrame((later) => this.frame(later))
  }

  private fail(): void {
    this.wish = null
    this.isPlaying = false
    this.host.failed()
  }
}
