// One binary frame a packet, and nothing else gets through.
import { encode } from '@msgpack/msgpack'
import { expect, test } from 'vitest'
import { Decoder, Encoder } from '../../src/provider/parser'

function decoded(frame: Uint8Array | string): unknown {
  let found: unknown
  const decoder = new Decoder()
  decoder.on('decoded', (packet) => {
    found = packet
  })
  decoder.add(frame)
  return found
}

test('a packet survives the way, bytes as bytes', () => {
  const packet = { type: 2, nsp: '/', data: ['update', { update: Uint8Array.of(0, 255) }], id: 7 }
  const [frame, ...more] = new Encoder().encode(packet)
  expect(more).toEqual([])
  expect(decoded(frame)).toEqual(packet)
})

test('bytes travel as msgpack bin, which every other library reads as bytes', () => {
  const [frame] = new Encoder().encode({ type: 2, nsp: '/', data: Uint8Array.of(1, 2, 3) })
  expect([...frame].join()).toContain([0xc4, 3, 1, 2, 3].join())
})

test.each([
  ['text', 'hello'],
  ['no map', encode(5)],
  ['nothing', encode(null)],
  ['no namespace', encode({ type: 2 })],
  ['an unknown type', encode({ type: 9, nsp: '/' })],
  ['half a frame', encode({ type: 2, nsp: '/' }).slice(0, -1)],
])('%s is no packet', (_, frame) => {
  expect(() => decoded(frame)).toThrow()
})

test('who does not listen any more hears nothing', () => {
  const decoder = new Decoder()
  let heard = 0
  decoder.on('decoded', () => {
    heard += 1
  })
  decoder.off()
  decoder.add(new Encoder().encode({ type: 2, nsp: '/' })[0])
  expect(heard).toBe(0)
})
