// The readable words in updates that could not be sent, for the person to copy. Pure.
import * as Y from 'yjs'
import type { KeptRecord } from './device'

export interface KeptWords {
  text: string
  at: Date
  /** A sentence that says why they could not be sent; empty when nobody knows. */
  reason: string
}

/** The words of a record; null when it holds none, as when text was only deleted. */
export function wordsOf({ updates, at, reason }: KeptRecord): KeptWords | null {
  const text = insertedText(updates)
  return text.trim() ? { text, at, reason } : null
}

/** One UTF-16 unit that was typed, in the run it belongs to. */
interface Unit {
  value: string
  next: Unit | null
}

/**
 * The text that `updates` insert and do not delete again, as it stood on the page. What was typed
 * in different places comes as separate lines, in the order in which the places were first reached.
 */
export function insertedText(updates: readonly Uint8Array[]): string {
  const units = new Map<string, Unit>()
  const runs: Unit[] = []
  const decoded = updates.map((update) => Y.decodeUpdate(update))
  for (const { structs } of decoded) {
    for (const struct of structs) {
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) {
        insert(struct, struct.content.str, units, runs)
      }
    }
  }
  for (const { ds } of decoded) erase(ds, units)
  const lines = runs.map(read).filter((line) => line.trim())
  return lines.map((line) => line.replace(/^\n+|\n+$/g, '')).join('\n')
}

function insert(item: Y.Item, text: string, units: Map<string, Unit>, runs: Unit[]): void {
  let left = item.origin ? units.get(keyOf(item.origin.client, item.origin.clock)) : undefined
  for (let i = 0; i < text.length; i += 1) {
    const key = keyOf(item.id.client, item.id.clock + i)
    const known = units.get(key)
    const unit = known ?? { value: text.charAt(i), next: left?.next ?? null }
    if (!known && left) left.next = unit
    if (!known && !left) startRun(item, unit, units, runs)
    units.set(key, unit)
    left = unit
  }
}

/** Text typed before other unsent text belongs to the same run. */
function startRun(item: Y.Item, unit: Unit, units: Map<string, Unit>, runs: Unit[]): void {
  const right = item.rightOrigin
  const follower = right ? units.get(keyOf(right.client, right.clock)) : undefined
  const at = follower ? runs.indexOf(follower) : -1
  unit.next = follower && at >= 0 ? follower : null
  runs.splice(at >= 0 ? at : runs.length, at >= 0 ? 1 : 0, unit)
}

function erase(deletions: ReturnType<typeof Y.decodeUpdate>['ds'], units: Map<string, Unit>): void {
  for (const [client, ranges] of deletions.clients) {
    for (const { clock, len } of ranges) {
      for (let i = 0; i < len; i += 1) {
        const unit = units.get(keyOf(client, clock + i))
        if (unit) unit.value = ''
      }
    }
  }
}

function read(first: Unit): string {
  let text = ''
  for (let unit: Unit | null = first; unit; unit = unit.next) text += unit.value
  return text
}

function keyOf(client: number, clock: number): string {
  return `${client}:${clock}`
}
