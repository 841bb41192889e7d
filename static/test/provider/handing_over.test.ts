// @vitest-environment happy-dom
// What the server will not take is never dropped: it is handed to the person, and kept meanwhile.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAX_UPDATE_BYTES } from '../../src/provider/wire'
import { FakeServer } from './fake_server'
import {
  endOfTest,
  isSaved,
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
  server.seed('Agreed. ')
})
afterEach(endOfTest)

test.each(['malformed', 'too_large', 'frozen', 'forbidden'] as const)(
  "an update refused as %s is handed over whole, and the page shows the server's text",
  async (error) => {
    const ana = openPage(server)
    await until(() => isSaved(ana))
    server.refuse.update.push(error)
    type(ana, 'mine ')
    type(ana, 'too')
    await until(() => ana.kept.length > 0)
    expect(ana.rights?.canEdit).toBe(false)
    expect(ana.kept.map(({ text, reason }) => [text, reason])).toEqual([
      ['mine too', `Refused: ${error}.`],
    ])
    await until(() => read(ana) === 'Agreed. ' && isSaved(ana))
    expect(server.text).toBe('Agreed. ')
    expect(server.updates).toHaveLength(1)
    ana.destroy()
  },
)

test('what is larger than the server takes is handed over unsent, and the page works on', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  const novel = 'x'.repeat(MAX_UPDATE_BYTES)
  type(ana, novel)
  await until(() => ana.kept.length > 0 && isSaved(ana))
  expect(ana.kept[0]?.text === novel).toBe(true)
  expect(server.updates).toEqual([])
  type(ana, 'Short.')
  await until(() => isSaved(ana))
  expect(server.text).toBe('Agreed. Short.')
  ana.destroy()
})

test('the page is given the new document to show, and only that one is sent', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  const old = ana.doc
  const given: unknown[] = []
  ana.on('doc', (doc) => given.push(doc))
  server.refuse.update.push('malformed')
  type(ana, 'refused')
  await until(() => given.length > 0)
  expect(given).toEqual([ana.doc])
  expect(ana.doc).not.toBe(old)
  await until(() => isSaved(ana))
  type(ana, 'Again.')
  await until(() => isSaved(ana))
  expect(server.text).toBe('Agreed. Again.')
  ana.destroy()
})

test('kept words survive reloads until they are dismissed', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.refuse.update.push('too_large')
  type(ana, 'a novel')
  await until(() => ana.kept.length === 1)
  await settle()
  ana.destroy()

  const again = openPage(server)
  await until(() => again.kept.length === 1 && isSaved(again))
  expect(again.kept[0]).toMatchObject({ text: 'a novel', reason: 'Refused: too_large.' })
  expect(read(again)).toBe('Agreed. ')
  await again.dismissKept()
  expect(again.kept).toEqual([])
  again.destroy()

  const last = openPage(server)
  await until(() => isSaved(last))
  expect(last.kept).toEqual([])
  last.destroy()
})

test('frozen while offline: the words are handed over, the page turns read-only', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.reachable = false
  server.restart()
  type(ana, 'too late')
  server.state = 'frozen'
  server.canEdit = false
  server.reachable = true
  await until(() => ana.kept.length > 0 && ana.status.kind === 'readonly')
  expect(ana.kept[0]?.text).toBe('too late')
  await until(() => read(ana) === 'Agreed. ')
  expect(ana.rights).toEqual({ canEdit: false, state: 'frozen' })
  ana.destroy()
})

test('who may not enter any more sees nothing any more, and keeps what was unsent', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.reachable = false
  server.restart()
  type(ana, 'my last words')
  server.refuse.join.push('forbidden')
  server.reachable = true
  await until(() => ana.kept.length > 0)
  expect(ana.rights).toEqual({ canEdit: false, state: 'forbidden' })
  expect(ana.status.kind).toBe('readonly')
  expect(read(ana)).toBe('')
  await pass(60_000)
  expect(server.joins).toHaveLength(2)
  expect(await onDevice('Ana', 'text')).toEqual([])
  server.restart() // the connection comes anew, and with it another chance
  await until(() => isSaved(ana))
  expect(read(ana)).toBe('Agreed. ')
  ana.destroy()
})

test('another generation is never merged: its words are handed over, the rest starts anew', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.reachable = false
  server.restart()
  type(ana, 'from before')
  await settle()
  server.restore('From the backup.')
  server.reachable = true
  await until(() => ana.kept.length > 0 && isSaved(ana))
  expect(ana.kept.map(({ text, reason }) => [text, reason])).toEqual([
    ['from before', 'Refused: stale_generation.'],
  ])
  expect(read(ana)).toBe('From the backup.')
  expect(server.text).toBe('From the backup.')
  expect(await onDevice(':1', 'unsent')).toHaveLength(1)

  type(ana, ' Onward.')
  await until(() => isSaved(ana))
  expect(server.text).toBe('From the backup. Onward.')
  await ana.dismissKept()
  await settle()
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['cocharter:Ana:charter:2'])
  ana.destroy()
})

test('an open page that hears of another generation in an answer does not merge either', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.restore('From the backup.')
  server.broadcast('resync', { reason: 'restored' })
  await until(() => read(ana) === 'From the backup.' && isSaved(ana))
  expect(ana.kept).toEqual([])
  ana.destroy()
})

test('a page of the new generation hands over what the old one left unsent', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  server.reachable = false
  server.restart()
  type(ana, 'left behind')
  await settle()
  ana.destroy()
  server.restore('New.')
  server.reachable = true
  const again = openPage(server)
  await until(() => again.kept.length > 0 && isSaved(again))
  expect(again.kept.map(({ text }) => text)).toEqual(['left behind'])
  expect(read(again)).toBe('New.')
  again.destroy()
})

test("generations of other people and other documents are nobody's business here", async () => {
  server.generation = 2
  const ben = openPage(server, 'Ben', 1)
  server.refuse.join.push('busy')
  type(ben, "Ben's")
  await settle()
  ben.destroy()
  const ana = openPage(server, 'Ana')
  await until(() => isSaved(ana))
  await settle()
  expect(ana.kept).toEqual([])
  ana.destroy()
})
