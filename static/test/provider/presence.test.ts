// @vitest-environment happy-dom
// Who is here, where their cursors are, and who wrote what.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Presences } from '../../src/provider/presences'
import { FakeServer } from './fake_server'
import { endOfTest, isSaved, openPage, pass, startOfTest, type, until } from './support'

let server: FakeServer
const AT_START = { anchor: Uint8Array.of(1), head: Uint8Array.of(1) }
const AT_END = { anchor: Uint8Array.of(2), head: Uint8Array.of(3) }

beforeEach(() => {
  startOfTest()
  server = new FakeServer()
})
afterEach(endOfTest)

test('people see each other come, move and go, and never themselves', async () => {
  const ana = openPage(server, 'Ana')
  const ben = openPage(server, 'Ben')
  await until(() => ana.presence.length === 1 && ben.presence.length === 1)
  expect(ana.presence[0]?.person.name).toBe('Ben')
  ana.setCursor(AT_START)
  await until(() => ben.presence[0]?.cursor !== null)
  expect(ben.presence[0]).toMatchObject({ clientId: ana.doc.clientID, cursor: AT_START })
  ana.destroy()
  await until(() => ben.presence.length === 0)
  ben.destroy()
})

test('without a line nobody is seen', async () => {
  const ana = openPage(server, 'Ana')
  const ben = openPage(server, 'Ben')
  await until(() => ana.presence.length === 1)
  server.reachable = false
  server.restart()
  expect(ana.presence).toEqual([])
  ana.destroy()
  ben.destroy()
})

test('who wrote under which id is known from the join, and of those who come later', async () => {
  server.seed('Text')
  const ana = openPage(server, 'Ana')
  await until(() => isSaved(ana))
  expect([...ana.people.values()].map(({ name }) => name)).toContain('seed')
  const ben = openPage(server, 'Ben')
  await until(() => ana.people.has(ben.doc.clientID))
  const { clientID } = ben.doc
  ben.destroy()
  await until(() => ana.presence.length === 0)
  expect(ana.people.get(clientID)?.name).toBe('Ben')
  ana.destroy()
})

test('a cursor is told at most ten times a second, and the last place is told', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  for (let i = 0; i < 50; i += 1) {
    ana.setCursor({ anchor: Uint8Array.of(i), head: Uint8Array.of(i) })
    await pass(10)
  }
  await pass(200)
  expect(server.cursors.length).toBeLessThanOrEqual(8)
  expect(server.cursors.at(-1)).toEqual({ anchor: Uint8Array.of(49), head: Uint8Array.of(49) })
  ana.destroy()
})

test('a cursor that did not move is not told again, but after a join it is', async () => {
  const ana = openPage(server)
  ana.setCursor(AT_END)
  await until(() => isSaved(ana))
  await pass(200)
  ana.setCursor({ ...AT_END })
  await pass(200)
  expect(server.cursors).toEqual([AT_END])
  server.restart()
  await until(() => isSaved(ana))
  await pass(200)
  expect(server.cursors).toEqual([AT_END, AT_END])
  type(ana, 'x')
  await until(() => isSaved(ana))
  ana.destroy()
})

test('who deleted their account wrote all the same, under a name that tells nothing', () => {
  const presences = new Presences()
  const gone = { name: '', organisation: 'Cedar Centre', colour: '#1d4ed8', isGuest: false }
  presences.learn({ 7: gone, 8: { ...gone, name: 'Nour' } })
  expect([...presences.people.values()].map(({ name }) => name)).toEqual([
    'A former participant',
    'Nour',
  ])
})
