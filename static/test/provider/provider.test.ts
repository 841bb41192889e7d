// @vitest-environment happy-dom
// What a person at a page may rely on while all goes well.
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { FakeServer } from './fake_server'
import {
  endOfTest,
  isSaved,
  openPage,
  pass,
  read,
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

test('"saved" comes only after the acknowledgement, "saving" at once', async () => {
  const ana = openPage(server)
  expect(ana.status.kind).toBe('connecting')
  await until(() => isSaved(ana))
  server.fate = (kind) => (kind === 'answer' ? 'vanishes' : 'arrives')
  const shown = statusesOf(ana)
  type(ana, 'x')
  expect(shown).toEqual(['saving'])
  await until(() => server.text === 'x')
  await pass(1_000)
  expect(shown).toEqual(['saving'])
  server.fate = () => 'arrives'
  await until(() => isSaved(ana))
  ana.destroy()
})

test('the first change leaves at once; what is typed meanwhile goes as one update, in order', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  for (const letter of 'abcdef') type(ana, letter)
  await until(() => isSaved(ana))
  expect(server.updates).toHaveLength(2)
  const [first, second] = server.updates as [Uint8Array, Uint8Array]
  expect([...Y.parseUpdateMeta(first).to.values()]).toEqual([1])
  expect([...Y.parseUpdateMeta(second).from.values()]).toEqual([1])
  expect(server.text).toBe('abcdef')
  ana.destroy()
})

test('who may read only says so, and hears when that changes', async () => {
  server.canEdit = false
  server.seed('Text')
  const ana = openPage(server)
  expect(ana.rights).toBeNull()
  await until(() => ana.status.kind === 'readonly')
  expect(ana.rights).toEqual({ canEdit: false, state: 'drafting' })

  server.canEdit = true
  server.broadcast('document', { state: 'drafting', canEdit: true })
  await until(() => isSaved(ana))
  expect(ana.rights).toEqual({ canEdit: true, state: 'drafting' })
  type(ana, '!')
  await until(() => isSaved(ana))
  expect(server.text).toBe('Text!')
  expect(server.updates).toHaveLength(1) // at the first try: its id was bound before
  expect(ana.kept).toEqual([])
  ana.destroy()
})

test('what changes beside the text is passed on', async () => {
  const ana = openPage(server)
  const heard: string[] = []
  ana.on('changed', ({ what }) => heard.push(what))
  await until(() => isSaved(ana))
  server.broadcast('changed', { what: 'threads' })
  await until(() => heard.length > 0)
  expect(heard).toEqual(['threads'])
  ana.destroy()
})

test('leaving the page is questioned only while something is unacknowledged', async () => {
  const ana = openPage(server)
  await until(() => isSaved(ana))
  const leave = () => {
    const event = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(event)
    return event.defaultPrevented
  }
  expect(leave()).toBe(false)
  type(ana, 'x')
  expect(leave()).toBe(true)
  await until(() => isSaved(ana))
  expect(leave()).toBe(false)
  type(ana, 'y')
  ana.destroy()
  expect(leave()).toBe(false)
})

test('a destroyed page leaves the document and tells nobody anything more', async () => {
  const ana = openPage(server, 'Ana')
  const ben = openPage(server, 'Ben')
  await until(() => ben.presence.length === 1)
  const shown = statusesOf(ana)
  ana.destroy()
  await until(() => ben.presence.length === 0)
  await pass(20_000)
  expect(shown).toEqual([])
  expect(server.sockets.size).toBe(1)
  ben.destroy()
})
