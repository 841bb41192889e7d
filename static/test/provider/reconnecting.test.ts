// @vitest-environment happy-dom
// The line is cut, slow or silent; the server restarts, is busy, or refuses connections.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeServer } from './fake_server'
import {
  endOfTest,
  isSaved,
  openPage,
  pass,
  read,
  settle,
  startOfTest,
  statusesOf,
  type,
  until,
} from './support'

let server: FakeServer

beforeEach(() => {
  startOfTest()
  server = new FakeServer()
})
afterEach(endOfTest)

function goOffline(): void {
  server.reachable = false
  server.restart()
}

test('a page offline counts what it keeps, and sends it when the line is back', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  goOffline()
  expect(ana.status).toEqual({ kind: 'offline', unsent: 0, keeps: true })
  type(ana, 'Kept ')
  type(ana, 'words')
  await settle()
  expect(ana.status).toEqual({ kind: 'offline', unsent: 2, keeps: true })
  server.reachable = true
  await until(() => isSaved(ana))
  expect(server.text).toBe('Kept words')
  ana.destroy()
})

test('"saved" is not shown between the connection and the join', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  goOffline()
  const shown = statusesOf(ana)
  server.fate = (_, event) => (event === 'join' ? 'vanishes' : 'arrives')
  server.reachable = true
  await until(() => server.joins.length > 1)
  expect(shown).toEqual(['connecting'])
  server.fate = () => 'arrives'
  await until(() => isSaved(ana))
  ana.destroy()
})

test('what was missed meanwhile comes with the next join', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  goOffline()
  server.edit((text) => text.insert(0, 'Missed. '))
  server.reachable = true
  await until(() => read(ana) === 'Missed. ' && isSaved(ana))
  ana.destroy()
})

test.each(['cut', 'vanishes'] as const)(
  'a lost acknowledgement (%s): sent again, there once',
  async (fate) => {
    const ana = openPage(server)
    await until(() => isSaved(ana))
    server.fate = (kind, event) => (kind === 'answer' && event === 'update' ? fate : 'arrives')
    type(ana, 'once ')
    await until(() => server.text === 'once ')
    server.fate = () => 'arrives'
    await until(() => isSaved(ana))
    expect(server.updates.length).toBeGreaterThan(1)
    expect(server.text).toBe('once ')
    ana.destroy()
  },
)

test('without an answer for ten seconds the line is taken for dead', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.fate = (kind) => (kind === 'answer' ? 'vanishes' : 'arrives')
  type(ana, 'x')
  await pass(9_900)
  expect(ana.status.kind).toBe('saving')
  await pass(200)
  expect(ana.status.kind).toBe('offline')
  ana.destroy()
})

test('a server that loses what it had not acknowledged gets it again', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  type(ana, 'unwritten')
  await pass(20) // it has arrived, and is not written yet
  expect(server.updates).toHaveLength(1)
  server.restart()
  expect(server.text).toBe('')
  await until(() => isSaved(ana))
  expect(server.text).toBe('unwritten')
  ana.destroy()
})

test('a busy server is asked again, ever more rarely, and nothing is lost', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.refuse.update.push('busy', 'busy', 'busy')
  type(ana, 'patience')
  await pass(200)
  expect(server.updates).toHaveLength(1)
  expect(ana.status.kind).toBe('saving')
  await until(() => isSaved(ana))
  expect(server.updates).toHaveLength(4)
  expect(server.text).toBe('patience')
  expect(ana.kept).toEqual([])
  ana.destroy()
})

test('a server too busy to let us in is asked again', async () => {
  server.refuse.join.push('busy', 'busy')
  const ana = openPage(server)
  await until(() => isSaved(ana))
  expect(server.joins).toHaveLength(3)
  ana.destroy()
})

test('a refused or ended connection is tried again', async () => {
  server.closed = true
  const ana = openPage(server)
  await until(() => ana.status.kind === 'offline')
  await pass(30_000)
  server.closed = false
  await until(() => isSaved(ana))
  for (const socket of [...server.sockets]) socket.cut('io server disconnect')
  expect(ana.status.kind).toBe('offline')
  await until(() => isSaved(ana))
  ana.destroy()
})

test.each([
  ['the network is back', () => window.dispatchEvent(new Event('online'))],
  ['the page is looked at again', () => document.dispatchEvent(new Event('visibilitychange'))],
])('connects at once when %s', async (_, happens) => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  goOffline()
  await pass(60_000) // by now it tries only every few seconds
  server.reachable = true
  happens()
  await pass(100)
  expect(isSaved(ana)).toBe(true)
  ana.destroy()
})

test('a long time offline is sent in bounded pieces, in order', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  goOffline()
  for (let i = 0; i < 500; i += 1) type(ana, `${i} `)
  const long = 'x'.repeat(40_000)
  type(ana, long)
  type(ana, 'end')
  await settle()
  server.reachable = true
  await until(() => isSaved(ana))
  expect(server.updates.length).toBeGreaterThanOrEqual(4)
  expect(server.text).toBe(`${Array.from({ length: 500 }, (_, i) => `${i} `).join('')}${long}end`)
  ana.destroy()
})

test('told to resync, a page joins again', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.broadcast('resync', { reason: 'reloaded' })
  await until(() => server.joins.length === 2 && isSaved(ana))
  ana.destroy()
})

test('told to resync while it joins, a page joins once more after that', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.broadcast('resync', { reason: 'reloaded' })
  server.broadcast('resync', { reason: 'reloaded' })
  await until(() => server.joins.length === 3 && isSaved(ana))
  ana.destroy()
})
