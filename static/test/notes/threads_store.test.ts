import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { anchorOf } from '../../src/notes/anchor'
import type { Thread, Threads } from '../../src/notes/thread'
import { type PlacedThread, ThreadsStore } from '../../src/notes/threads_store'

const TEXT = 'The members meet twice a year. Observers may come once a year.'

/** The server, as far as the store knows it: it answers when it is told to. */
class FakeServer {
  readonly threads = new Map<string, Thread>()
  readonly asked: (readonly string[])[] = []
  isDown = false
  private answer: (() => void) | null = null
  /** Answers wait until `reply`. */
  isSlow = false

  readonly fetch = async (keys: readonly string[]): Promise<Threads> => {
    this.asked.push(keys)
    if (this.isSlow) await new Promise<void>((resolve) => (this.answer = resolve))
    if (this.isDown) throw new Error('no line')
    const threads = [...this.threads.values()].filter(
      ({ key }) => !keys.length || keys.includes(key),
    )
    return { threads, mayComment: true, mayAccept: false }
  }

  reply(): void {
    this.answer?.()
    this.answer = null
  }
}

let server: FakeServer
let text: Y.Text
let store: ThreadsStore
let changes: (readonly PlacedThread[])[]

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0)
  server = new FakeServer()
  text = new Y.Doc().getText('content')
  text.insert(0, TEXT)
})

afterEach(() => {
  store.destroy()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function thread(key: string, words: string, more: Partial<Thread> = {}): Thread {
  const at = text.toString().indexOf(words)
  const anchor = anchorOf(text, at, at + words.length)
  if (!anchor) throw new Error(`the text does not say: ${words}`)
  const rest = { scope: 'words', clause: [], status: 'open', outcome: null } as const
  const flags = { isOwn: false, isNew: false, mentionsMe: false, speakers: [] }
  return { key, ...anchor, ...rest, replacement: null, author: 'Ana', ...flags, ...more }
}

function say(...threads: Thread[]): void {
  for (const one of threads) server.threads.set(one.key, one)
}

async function open(): Promise<void> {
  store = new ThreadsStore({ text, fetch: server.fetch })
  changes = []
  store.on('change', (threads) => changes.push(threads))
  await vi.advanceTimersByTimeAsync(100)
}

function seen(): string[] {
  return store.threads.map(({ key, place }) => {
    if (!place) return `${key}: everywhere`
    if (place.kind === 'detached') return `${key}: detached`
    return `${key}: ${text.toString().slice(place.from, place.to)}`
  })
}

test('all threads are there, each with its place and what one may do', async () => {
  say(thread('a', 'twice a year'), thread('b', 'Observers'))
  say(thread('c', TEXT, { scope: 'text', start: null, end: null }))
  await open()
  expect(seen()).toEqual(['a: twice a year', 'b: Observers', 'c: everywhere'])
  expect([store.mayComment, store.mayAccept]).toEqual([true, false])
  expect(changes).toHaveLength(1)
})

test('of a thread that changed only that one is asked for, and stays where it stood', async () => {
  say(thread('a', 'twice'), thread('b', 'Observers'))
  await open()
  say(thread('a', 'twice', { status: 'closed' }))
  store.changed('a')
  await vi.advanceTimersByTimeAsync(100)
  expect(server.asked).toEqual([[], ['a']])
  expect(store.threads.map(({ key, status }) => [key, status])).toEqual([
    ['a', 'closed'],
    ['b', 'open'],
  ])
})

test('a new thread comes last, and one that is gone goes', async () => {
  say(thread('a', 'twice'), thread('b', 'Observers'))
  await open()
  server.threads.delete('a')
  say(thread('c', 'once'))
  store.changed('a')
  store.changed('c')
  await vi.advanceTimersByTimeAsync(100)
  expect(server.asked.at(-1)).toEqual(['a', 'c'])
  expect(seen()).toEqual(['b: Observers', 'c: once'])
})

test('many changes are one request for all', async () => {
  await open()
  for (let i = 0; i < 30; i++) store.changed(`k${i}`)
  await vi.advanceTimersByTimeAsync(100)
  expect(server.asked).toEqual([[], []])
})

test('no request begins before the last one is answered', async () => {
  await open()
  server.isSlow = true
  store.changed('a')
  await vi.advanceTimersByTimeAsync(100)
  store.changed('b')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(server.asked).toEqual([[], ['a']])
  server.reply()
  await vi.advanceTimersByTimeAsync(100)
  expect(server.asked).toEqual([[], ['a'], ['b']])
})

test('what could not be asked is asked again, later each time', async () => {
  say(thread('a', 'twice'))
  await open()
  server.isDown = true
  store.changed('a')
  await vi.advanceTimersByTimeAsync(100)
  await vi.advanceTimersByTimeAsync(500)
  expect(server.asked).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(999)
  expect(server.asked).toHaveLength(3)
  expect(seen()).toEqual(['a: twice'])
  server.isDown = false
  await vi.advanceTimersByTimeAsync(1)
  expect(server.asked.slice(1)).toEqual([['a'], ['a'], ['a']])
})

test('places follow the text soon, however long somebody types', async () => {
  say(thread('a', 'twice'))
  await open()
  text.insert(0, '# Charter\n\n')
  expect(changes).toHaveLength(1)
  for (let i = 0; i < 3; i++) {
    await vi.advanceTimersByTimeAsync(100)
    text.insert(0, '!')
  }
  expect(changes).toHaveLength(2)
  expect(store.threads[0]?.place).toMatchObject({ kind: 'kept' })
  await vi.advanceTimersByTimeAsync(300)
  expect(seen()).toEqual(['a: twice'])
})

test('nobody hears of changes that move nothing', async () => {
  say(thread('a', 'twice'))
  await open()
  text.insert(text.length, ' Nobody else may.')
  await vi.advanceTimersByTimeAsync(300)
  expect(changes).toHaveLength(1)
})

test('a thread whose words are gone stays, and is found when they are back', async () => {
  say(thread('a', 'twice a year'))
  await open()
  const at = text.toString().indexOf('twice')
  text.delete(at, 12)
  await vi.advanceTimersByTimeAsync(300)
  expect(seen()).toEqual(['a: detached'])
  text.insert(at, 'twice a year')
  await vi.advanceTimersByTimeAsync(300)
  expect(seen()).toEqual(['a: twice a year'])
})

test('back on line all are asked for, and found in the text there is now at once', async () => {
  say(thread('a', 'twice'))
  await open()
  const before = text
  text = new Y.Doc().getText('content')
  text.insert(0, `New. ${TEXT}`)
  store.rejoin(text)
  expect(seen()).toEqual(['a: twice'])
  await vi.advanceTimersByTimeAsync(100)
  expect(server.asked).toEqual([[], []])
  before.insert(0, 'Nobody reads this any more. ')
  await vi.advanceTimersByTimeAsync(300)
  expect(changes).toHaveLength(3)
})

test('after the end nothing is asked or told', async () => {
  await open()
  server.isSlow = true
  store.changed('a')
  await vi.advanceTimersByTimeAsync(100)
  store.destroy()
  server.reply()
  text.insert(0, 'more ')
  store.changed('b')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(server.asked).toHaveLength(2)
  expect(changes).toHaveLength(1)
})
