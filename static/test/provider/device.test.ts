// @vitest-environment happy-dom
// What a browser keeps of a document over reloads, and what happens when it cannot.
import { IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Device } from '../../src/provider/device'
import { FakeServer } from './fake_server'
import {
  endOfTest,
  isSaved,
  loseOnDevice,
  onDevice,
  openPage,
  pass,
  read,
  settle,
  startOfTest,
  type,
  until,
} from './support'

let server: FakeServer

beforeEach(() => {
  startOfTest()
  server = new FakeServer()
})
afterEach(endOfTest)

/** Ana types without a connection and closes the page; the old client id. */
async function leaveUnsent(words: string): Promise<number> {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.reachable = false
  server.restart()
  type(ana, words)
  await settle()
  ana.destroy()
  return ana.doc.clientID
}

test('a reload brings back what was unsent, and sends it under its old id', async () => {
  const old = await leaveUnsent('Kept words')
  const again = openPage(server)
  await until(() => read(again) === 'Kept words')
  expect(again.status.unsent).toBe(1)
  server.reachable = true
  await until(() => isSaved(again))
  expect(server.text).toBe('Kept words')
  expect(server.joins.at(-1)?.clientIds).toEqual([again.doc.clientID, old])
  again.destroy()
})

test('a deletion that was not sent survives a reload too', async () => {
  server.seed('Away with this. ')
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.reachable = false
  server.restart()
  ana.text.delete(0, 5)
  await settle()
  ana.destroy()
  server.reachable = true
  const again = openPage(server)
  await until(() => isSaved(again))
  expect(server.text).toBe('with this. ')
  again.destroy()
})

test('an unsent update is forgotten only once it is acknowledged', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.fate = (kind) => (kind === 'answer' ? 'vanishes' : 'arrives')
  type(ana, 'x')
  await until(() => server.text === 'x')
  await pass(5_000)
  expect(await onDevice('Ana', 'unsent')).toHaveLength(1)
  server.fate = () => 'arrives'
  await until(() => isSaved(ana))
  await settle()
  expect(await onDevice('Ana', 'unsent')).toHaveLength(0)
  ana.destroy()
})

test('another person at the same computer sends nothing of it', async () => {
  await leaveUnsent("Ana's words")
  server.reachable = true
  const ben = openPage(server, 'Ben')
  await until(() => isSaved(ben))
  expect(read(ben)).toBe('')
  expect(server.text).toBe('')
  ben.destroy()
})

test('text whose unsent update is lost is still sent', async () => {
  await leaveUnsent('Doubly kept')
  await loseOnDevice('Ana', 'unsent')
  server.reachable = true
  const again = openPage(server)
  await until(() => isSaved(again) && server.text === 'Doubly kept')
  again.destroy()
})

test('an unsent update whose text is lost is still sent, and shown', async () => {
  await leaveUnsent('Doubly kept')
  await loseOnDevice('Ana', 'text')
  const again = openPage(server)
  await until(() => read(again) === 'Doubly kept')
  server.reachable = true
  await until(() => isSaved(again))
  expect(server.text).toBe('Doubly kept')
  again.destroy()
})

test('the text is there before the server answers', async () => {
  server.seed('Read before.')
  const ana = openPage(server)
  await until(() => isSaved(ana))
  await settle()
  ana.destroy()
  server.reachable = false
  const again = openPage(server)
  await until(() => read(again) === 'Read before.')
  again.destroy()
})

test('without a database the page works on, and says that the device keeps nothing', async () => {
  vi.stubGlobal('indexedDB', undefined)
  const ana = openPage(server)
  await until(() => isSaved(ana))
  expect(ana.status.keeps).toBe(false)
  type(ana, 'all the same')
  await until(() => isSaved(ana))
  expect(server.text).toBe('all the same')
  ana.destroy()
})

test('a write that fails is admitted, and the words still arrive', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  server.reachable = false
  server.restart()
  type(ana, 'words')
  await until(() => !ana.status.keeps)
  expect(ana.status.kind).toBe('offline')
  server.reachable = true
  await until(() => isSaved(ana))
  expect(server.text).toBe('words')
  ana.destroy()
})

test('a database that hangs does not keep the page from joining', async () => {
  vi.spyOn(Device.prototype, 'load').mockReturnValue(new Promise(() => {}))
  const ana = openPage(server)
  await until(() => isSaved(ana))
  ana.destroy()
})

test('what a slow database brings after the join is sent too', async () => {
  await leaveUnsent('Late words')
  server.reachable = true
  let go = () => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  const load = Device.prototype.load
  vi.spyOn(Device.prototype, 'load').mockImplementation(async function (this: Device) {
    await gate
    return load.call(this)
  })
  const again = openPage(server)
  await until(() => isSaved(again))
  go()
  await until(() => server.text === 'Late words' && isSaved(again))
  expect(again.kept).toEqual([])
  again.destroy()
})

test('many updates become one row, and the text stays whole', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  for (let i = 0; i < 600; i += 1) type(ana, `${i} `)
  await until(() => isSaved(ana))
  const rows = async () => (await onDevice('Ana', 'text')).length
  for (let tries = 0; tries < 100 && (await rows()) >= 300; tries += 1) await settle()
  expect(await rows()).toBeLessThan(300)
  const words = read(ana)
  ana.destroy()
  server.reachable = false
  const again = openPage(server)
  await until(() => read(again) === words)
  again.destroy()
})
