// Local updates that the server has not acknowledged, in order: in memory and on the device.
import * as Y from 'yjs'
import type { Device, KeptRecord } from './device'
import { writersOf } from './difference'

const CHUNK_BYTES = 32 * 1024
const CHUNK_ENTRIES = 200

export interface Entry {
  update: Uint8Array
  /** Where the device keeps it, once it does; undefined when it does not. */
  key: Promise<number | undefined>
  isKept: boolean
}

export class Outbox {
  private entries: Entry[] = []

  constructor(
    private readonly device: Device,
    private readonly kept: () => void,
  ) {}

  get length(): number {
    return this.entries.length
  }

  /** How many of them the device holds by now. */
  get keptLength(): number {
    return this.entries.filter((entry) => entry.isKept).length
  }

  get updates(): Uint8Array[] {
    return this.entries.map((entry) => entry.update)
  }

  /** The client ids under which something unsent was written, in order. */
  get writers(): number[] {
    return [...new Set(this.entries.flatMap((entry) => writersOf(entry.update)))]
  }

  add(update: Uint8Array): void {
    this.entries.push(this.keep(update))
  }

  /** Puts what earlier tabs left on the device before what was written since. */
  restore(left: readonly { key: number; update: Uint8Array }[]): void {
    this.entries.unshift(...left.map(keptEntry))
  }

  /** Takes over what other tabs left on the device meanwhile; returns what is new here. */
  async adopt(): Promise<readonly Uint8Array[]> {
    const known = new Set(await keysOf(this.entries))
    const left = (await this.device.unsent())?.filter(({ key }) => !known.has(key)) ?? []
    this.entries.push(...left.map(keptEntry))
    return left.map(({ update }) => update)
  }

  /** Puts what everything else builds on first. */
  addFirst(update: Uint8Array): void {
    this.entries.unshift(this.keep(update))
  }

  private keep(update: Uint8Array): Entry {
    const entry = { update, key: this.device.keepUnsent(update), isKept: false }
    void entry.key.then((key) => {
      entry.isKept = key !== undefined
      this.kept()
    })
    return entry
  }

  /** What to send next: from the oldest on, only what `named` ids wrote, within both bounds. */
  chunk(named: ReadonlySet<number>): Entry[] {
    const chunk: Entry[] = []
    let bytes = 0
    for (const entry of this.entries) {
      bytes += entry.update.byteLength
      const full = chunk.length === CHUNK_ENTRIES || (chunk.length > 0 && bytes > CHUNK_BYTES)
      if (full || !writersOf(entry.update).every((writer) => named.has(writer))) break
      chunk.push(entry)
    }
    return chunk
  }

  /** Forgets what is acknowledged. */
  async remove(chunk: readonly Entry[]): Promise<void> {
    const gone = new Set(chunk)
    this.entries = this.entries.filter((entry) => !gone.has(entry))
    const keys = await keysOf(chunk)
    if (keys.length) await this.device.forget(keys)
  }

  /**
   * Gives everything up and forgets the text on the device: the page shows the server's from now
   * on. Returns at once what was given up; the device keeps it until the person dismisses it.
   */
  setAside(reason: string, at: Date): { record: KeptRecord; done: Promise<void> } {
    const entries = this.entries
    this.entries = []
    const record = { updates: entries.map((entry) => entry.update), reason, at }
    const done = keysOf(entries).then((keys) =>
      this.device.setAside(keys, entries.length ? record : null),
    )
    return { record, done }
  }
}

function keptEntry({ key, update }: { key: number; update: Uint8Array }): Entry {
  return { update, key: Promise.resolve(key), isKept: true }
}

/** The updates of `entries` as one; at least one entry. */
export function merged(entries: readonly Entry[]): Uint8Array {
  return Y.mergeUpdates(entries.map((entry) => entry.update))
}

async function keysOf(entries: readonly Entry[]): Promise<number[]> {
  const keys = await Promise.all(entries.map((entry) => entry.key))
  return keys.filter((key) => key !== undefined)
}
