/// <reference types="node" />
// What the provider's tests share: a person at a page, and time that passes when told to.
import { IDBFactory } from 'fake-indexeddb'
import { vi } from 'vitest'
import { openProvider, type Provider } from '../../src/provider/provider'
import type { Status } from '../../src/provider/status'
import type { FakeServer } from './fake_server'

const STEP_MS = 10
/** Turns of the event loop that IndexedDB and hashing may need for one step. */
const TURNS = 12
const PATIENCE_MS = 180_000

/** Timers stand still from now on; IndexedDB is empty. */
export function startOfTest(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.stubGlobal('indexedDB', new IDBFactory())
}

/** Lets `milliseconds` pass, and all that they set going. */
export async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed <= milliseconds; passed += STEP_MS) {
    await vi.advanceTimersByTimeAsync(Math.min(STEP_MS, milliseconds - passed))
    await settle()
  }
}

/** Lets what needs no time come to an end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((done) => setImmediate(done))
}

/** Lets time pass until `condition` holds; fails when it never does. */
export async function until(condition: () => boolean, what = condition.toString()): Promise<void> {
  for (let passed = 0; passed < PATIENCE_MS; passed += 50) {
    if (condition()) return
    await vi.advanceTimersByTimeAsync(50)
    await settle()
  }
  throw new Error(`it never came true that ${what}`)
}

/** `person` opens the page. */
export function openPage(
  server: FakeServer,
  person = 'Ana',
  generation = server.generation,
): Provider {
  const connect = () => server.connect(person)
  return openProvider({ person, document: 'charter', generation, connect })
}

export function type(page: Provider, words: string, at = page.text.length): void {
  page.text.insert(at, words)
}

export function read(page: Provider): string {
  return page.text.toString()
}

export function isSaved(page: Provider): boolean {
  return page.status.kind === 'saved'
}

/** Every kind of status shown from now on, in order. */
export function statusesOf(page: Provider): Status['kind'][] {
  const shown: Status['kind'][] = []
  page.on('status', ({ kind }) => shown.push(kind))
  return shown
}
