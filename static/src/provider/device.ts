// What this browser keeps of one document: the text, what is unsent, what could not be sent.
//
// One database a person, document and generation, so that a shared computer never sends one
// person's words as another's. Text and unsent updates are written in ONE transaction: after a
// crash there is never the one without the other.
import * as Y from 'yjs'

const PREFIX = 'cocharter'
const SQUEEZE_AFTER_ROWS = 500

type Store = 'text' | 'unsent' | 'kept'
const STORES: Store[] = ['text', 'unsent', 'kept']

/** Unsent updates that were given up; the sentence says why. */
export interface KeptRecord {
  updates: Uint8Array[]
  reason: string
  at: Date
}

export interface Contents {
  text: Uint8Array[]
  unsent: { key: number; update: Uint8Array }[]
  kept: KeptRecord[]
}

/** A local update on its way to the disk. */
interface Waiting {
  update: Uint8Array
  done(key: number | undefined): void
}

export function deviceName(person: string, document: string, generation: number): string {
  return `${[PREFIX, person, document].map(encodeURIComponent).join(':')}:${generation}`
}

/** The databases of other generations of the same person and document. */
export async function otherGenerations(name: string): Promise<string[]> {
  const stem = name.slice(0, name.lastIndexOf(':') + 1)
  try {
    const all = (await indexedDB.databases()).map((database) => database.name ?? '')
    return all.filter((other) => other.startsWith(stem) && other !== name)
  } catch {
    return [] // no IndexedDB, or one that cannot list
  }
}

export function removeDevice(name: string): void {
  indexedDB.deleteDatabase(name)
}

export class Device {
  /** Whether something could not be kept: from then on the page alone holds what is unsent. */
  failed = false
  private readonly database: Promise<IDBDatabase>
  private closed = false
  private rows = 0
  private waiting: Waiting[] = []
  private keeping = false

  constructor(
    readonly name: string,
    private readonly onFailure: () => void,
  ) {
    this.database = open(name, () => this.fail())
    this.database.catch(() => this.fail())
  }

  /** All that is kept, oldest first; null when it cannot be read. */
  async load(): Promise<Contents | null> {
    const read = await this.run(STORES, 'readonly', (store) => ({
      text: store('text').getAll() as IDBRequest<Uint8Array[]>,
      unsent: store('unsent').getAll() as IDBRequest<Uint8Array[]>,
      keys: store('unsent').getAllKeys() as IDBRequest<number[]>,
      kept: store('kept').getAll() as IDBRequest<KeptRecord[]>,
    }))
    if (!read) return null
    const unsent = pairs(read.keys.result, read.unsent.result)
    this.count(read.text.result.length)
    return { text: read.text.result, unsent, kept: read.kept.result }
  }

  /** What is unsent now, whichever tab wrote it; null when it cannot be read. */
  async unsent(): Promise<Contents['unsent'] | null> {
    const read = await this.run(['unsent'], 'readonly', (store) => ({
      updates: store('unsent').getAll() as IDBRequest<Uint8Array[]>,
      keys: store('unsent').getAllKeys() as IDBRequest<number[]>,
    }))
    if (!read) return null
    return pairs(read.keys.result, read.updates.result)
  }

  keepText(update: Uint8Array): void {
    void this.run(['text'], 'readwrite', (store) => void store('text').add(update))
    this.count(1)
  }

  /** Keeps a local update as text and as unsent; its key, once it is safe. */
  keepUnsent(update: Uint8Array): Promise<number | undefined> {
    return new Promise((done) => {
      this.waiting.push({ update, done })
      void this.keepWaiting()
    })
  }

  /** One transaction at a time, with all that came meanwhile: a slow disk must not fall behind. */
  private async keepWaiting(): Promise<void> {
    if (this.keeping) return
    this.keeping = true
    while (this.waiting.length) {
      const batch = this.waiting
      this.waiting = []
      const requests = await this.run(['text', 'unsent'], 'readwrite', (store) =>
        batch.map(({ update }) => {
          store('text').add(update)
          return store('unsent').add(update) as IDBRequest<number>
        }),
      )
      for (const [i, { done }] of batch.entries()) done(requests?.[i]?.result)
      this.count(batch.length)
    }
    this.keeping = false
  }

  /** Forgets unsent updates: they are acknowledged. */
  async forget(keys: readonly number[]): Promise<void> {
    await this.run(['unsent'], 'readwrite', (store) => {
      for (const key of keys) store('unsent').delete(key)
    })
  }

  /** Gives unsent updates up: they and the text they were in go, `record` stays. */
  async setAside(keys: readonly number[], record: KeptRecord | null): Promise<void> {
    await this.run(STORES, 'readwrite', (store) => {
      store('text').clear()
      for (const key of keys) store('unsent').delete(key)
      if (record) store('kept').add(record)
    })
  }

  async dismiss(): Promise<void> {
    await this.run(['kept'], 'readwrite', (store) => void store('kept').clear())
  }

  close(): void {
    this.closed = true
    this.database.then(
      (database) => database.close(),
      () => {},
    )
  }

  private count(rows: number): void {
    this.rows += rows
    if (this.rows <= SQUEEZE_AFTER_ROWS) return
    this.rows = 1
    void this.run(['text'], 'readwrite', (store) => squeeze(store('text')))
  }

  /** One transaction; what `work` returned once it is safe, undefined when it failed. */
  private async run<T>(
    stores: Store[],
    mode: IDBTransactionMode,
    work: (store: (name: Store) => IDBObjectStore) => T,
  ): Promise<T | undefined> {
    try {
      const database = await this.database
      // strict: on the disk, not only with the operating system, so that a dead battery loses nothing
      const transaction = database.transaction(stores, mode, { durability: 'strict' })
      const result = work((name) => transaction.objectStore(name))
      await completed(transaction)
      return result
    } catch {
      this.fail()
      return undefined
    }
  }

  private fail(): void {
    if (this.failed || this.closed) return
    this.failed = true
    this.onFailure()
  }
}

async function open(name: string, lost: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    for (const store of STORES) request.result.createObjectStore(store, { autoIncrement: true })
  }
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      request.result.onclose = lost
      // Another tab deletes it, or brings a newer shape: get out of its way.
      request.result.onversionchange = () => {
        request.result.close()
        lost()
      }
      resolve(request.result)
    }
  })
}

function pairs(keys: readonly number[], updates: readonly Uint8Array[]): Contents['unsent'] {
  return updates.map((update, i) => ({ key: keys[i] as number, update }))
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}

/** Makes one row of all, within the caller's transaction, so that no other tab's row is lost. */
function squeeze(store: IDBObjectStore): void {
  const rows = store.getAll() as IDBRequest<Uint8Array[]>
  rows.onsuccess = () => {
    const doc = new Y.Doc()
    for (const update of rows.result) Y.applyUpdate(doc, update)
    store.clear()
    store.add(Y.encodeStateAsUpdate(doc))
    doc.destroy()
  }
}
