// @vitest-environment happy-dom
// Under which client ids a page joins, and what happens when one is somebody else's.
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { FakeServer } from './fake_server'
import { endOfTest, isSaved, openPage, pass, read, startOfTest, type, until } from './support'

let server: FakeServer

beforeEach(() => {
  startOfTest()
  server = new FakeServer()
})
afterEach(endOfTest)

test("a client id that is somebody else's is exchanged for a new one", async () => {
  const ana = openPage(server)
  const unlucky = ana.doc.clientID
  server.owners.set(unlucky, 'Ben')
  await until(() => isSaved(ana))
  expect(ana.doc.clientID).not.toBe(unlucky)
  type(ana, 'mine')
  await until(() => isSaved(ana))
  expect(server.text).toBe('mine')
  ana.destroy()
})

test("words under an id that turns out to be somebody else's are handed over, not lost", async () => {
  const ana = openPage(server)
  server.owners.set(ana.doc.clientID, 'Ben')
  type(ana, 'my words')
  await until(() => isSaved(ana))
  expect(ana.kept.map(({ text }) => text)).toEqual(['my words'])
  expect(read(ana)).toBe('')
  ana.destroy()
})

test('when Yjs takes another id, the page joins under it and names the old one while unsent', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  const old = ana.doc.clientID
  type(ana, 'unsent')
  // Somebody's text arrives under our own id, further than ours goes: Yjs gives the id up.
  const twin = new Y.Doc()
  Y.applyUpdate(twin, Y.encodeStateAsUpdate(ana.doc))
  twin.clientID = old
  twin.getText('content').insert(0, 'twin ')
  server.broadcast('update', { update: Y.encodeStateAsUpdate(twin), seq: 1 })
  await until(() => ana.doc.clientID !== old)
  await pass(500) // before any beacon would ask
  expect(server.joins[1]?.clientIds[0]).toBe(ana.doc.clientID)
  type(ana, ' more')
  await until(() => isSaved(ana))
  expect(server.text).toBe(read(ana))
  expect(server.owners.get(ana.doc.clientID)).toBe('Ana')
  ana.destroy()
})

test('text goes only under ids that were named: a new one is named first', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  ana.doc.clientID += 1
  type(ana, 'under a new id')
  await until(() => isSaved(ana))
  expect(server.joins.at(-1)?.clientIds).toContain(ana.doc.clientID)
  expect(server.text).toBe('under a new id')
  expect(ana.kept).toEqual([])
  ana.destroy()
})

test('more ids than one join may name go by turns', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.reachable = false
  server.restart()
  for (let i = 0; i < 150; i += 1) {
    ana.doc.clientID += 1
    type(ana, `${i} `)
  }
  server.reachable = true
  await until(() => isSaved(ana))
  for (const { clientIds } of server.joins) expect(clientIds.length).toBeLessThanOrEqual(64)
  expect(server.text).toBe(Array.from({ length: 150 }, (_, i) => `${i} `).join(''))
  ana.destroy()
})

test('a gap is closed by joining again', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.refuse.update.push('gap')
  type(ana, 'whole')
  await until(() => isSaved(ana))
  expect(server.joins).toHaveLength(2)
  expect(server.text).toBe('whole')
  expect(ana.kept).toEqual([])
  ana.destroy()
})

test('a gap that joining does not close hands the words over', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.refuse.update.push('gap', 'gap')
  type(ana, 'stranded')
  await until(() => ana.kept.length > 0 && isSaved(ana))
  expect(ana.kept[0]?.text).toBe('stranded')
  expect(read(ana)).toBe(server.text)
  ana.destroy()
})
