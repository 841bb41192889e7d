// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeServer } from './fake_server'
import { isSaved, openPage, pass, read, startOfTest, type, until } from './support'

let server: FakeServer

beforeEach(() => {
  startOfTest()
  server = new FakeServer()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('what one person types, another reads', async () => {
  server.seed('Charter. ')
  const ana = openPage(server, 'Ana')
  const ben = openPage(server, 'Ben')
  await until(() => isSaved(ana) && isSaved(ben))
  expect(read(ana)).toBe('Charter. ')
  type(ana, 'We agree. ')
  await until(() => read(ben) === 'Charter. We agree. ')
  expect(server.text).toBe('Charter. We agree. ')
  ana.destroy()
  ben.destroy()
})

test('a page offline keeps what is typed and sends it after a reload', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.reachable = false
  server.restart()
  type(ana, 'Kept ')
  type(ana, 'words')
  await pass(100)
  expect(ana.status).toEqual({ kind: 'offline', unsent: 2, keeps: true })
  const old = ana.doc.clientID
  ana.destroy()

  const again = openPage(server)
  await until(() => read(again) === 'Kept words')
  expect(again.status.unsent).toBe(2)
  server.reachable = true
  await until(() => isSaved(again))
  expect(server.text).toBe('Kept words')
  expect(server.joins.at(-1)?.clientIds).toEqual([again.doc.clientID, old])
  again.destroy()
})
