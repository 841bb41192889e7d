// @vitest-environment happy-dom
// When a page and the server do not show the same text, one of them says so and it is mended.
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { FakeServer } from './fake_server'
import { endOfTest, isSaved, openPage, pass, read, startOfTest, type, until } from './support'

let server: FakeServer

beforeEach(() => {
  startOfTest()
  server = new FakeServer()
  server.seed('One two three')
})
afterEach(endOfTest)

test('a deletion that got lost on its way is mended by joining again', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.fate = (kind) => (kind === 'broadcast' ? 'vanishes' : 'arrives')
  server.edit((text) => text.delete(0, 4))
  await until(() => read(ana) === 'two three')
  expect(server.joins).toHaveLength(2)
  ana.destroy()
})

test('text that got lost on its way is mended too, though the states differ', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.fate = (kind) => (kind === 'broadcast' ? 'vanishes' : 'arrives')
  server.edit((text) => text.insert(0, 'Zero '))
  await until(() => read(ana) === 'Zero One two three')
  ana.destroy()
})

test("a copy that joining does not mend is replaced by the server's", async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  const broken = ana.doc
  Y.transact(broken, () => ana.text.delete(0, 4), 'a defect', false)
  await until(() => ana.doc !== broken && isSaved(ana))
  expect(read(ana)).toBe('One two three')
  expect(ana.kept).toEqual([])
  ana.destroy()
})

test('a copy that differs at the first join is replaced, also on the device', async () => {
  const first = openPage(server)
  await until(() => isSaved(first))
  Y.transact(first.doc, () => first.text.delete(0, 4), 'a defect', false)
  await pass(100)
  first.destroy()
  const ana = openPage(server)
  const loaded = ana.doc
  await until(() => isSaved(ana) && ana.doc !== loaded)
  expect(read(ana)).toBe('One two three')
  await pass(100)
  ana.destroy()
  server.reachable = false
  const last = openPage(server)
  await until(() => read(last) === 'One two three')
  last.destroy()
})

test('asks once it is quiet, then rarely', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  await pass(10_000)
  expect(server.beacons).toBe(1)
  await pass(60_000)
  expect(server.beacons).toBe(1)
  type(ana, '!')
  await pass(4_000)
  expect(server.beacons).toBe(1)
  await pass(6_000)
  expect(server.beacons).toBe(2)
  expect(server.joins).toHaveLength(1)
  ana.destroy()
})
