/// <reference types="node" />
// What the provider's tests share: a person at a page, and time that passes when told to.
import { createHash } from 'node:crypto'
import { IDBFactory } from 'fake-indexeddb'
import { vi } from 'vitest'
import { openProvider, type Provider } from '../../src/provider/provider'
import type { Status } from '../../src/provider/status'
import type { FakeServer } from './fake_server'

const STEP_MS = 10
/** Turns of the event loop that IndexedDB may need for one step. */
const TURNS = 12
const PATIENCE_MS = 180_000

/** Timers stand still from now on; IndexedDB is empty; hashing takes no real time. */
export function startOfTest(): void {
  vi.spyOn(crypto.subtle, 'digest').mockImplementation(async (_, data) => {
    return Uint8Array.from(
      createHash('sha256')
        .update(new Uint8Array(data as ArrayBuffer))
        .digest(),
    ).buffer
  })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.stubGlobal('indexedDB', new IDBFactory())
}

/** Undoes `startOfTest`. */
export function endOfTest(): void {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
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

/** What the device holds in `store` of the database that is named like `part`. */
export async function onDevice(part: string, store: string): Promise<unknown[]> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
  const name = names.find((found) => found.includes(part))
  if (!name) return []
  return transact(name, store, (objects) => objects.getAll()) as Promise<unknown[]>
}

/** Loses what the device holds in `store`, as a defect would. */
export async function loseOnDevice(part: string, store: string): Promise<void> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
  for (const name of names.filter((found) => found.includes(part))) {
    await transact(name, store, (objects) => objects.clear())
  }
}

function transact(
  name: string,
  store: string,
  work: (objects: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(store, 'readwrite')
      const request = work(transaction.objectStore(store))
      transaction.oncomplete = () => {
        opening.result.close()
        resolve(request.result)
      }
    }
  })
}
