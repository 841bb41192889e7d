// Socket.IO packets as one binary msgpack frame each: the same maps the server reads and writes.
import { decode, encode } from '@msgpack/msgpack'

/** A Socket.IO packet; `type` is 0 connect … 4 refused connection, 2 an event, 3 an answer. */
interface Packet {
  type: number
  nsp: string
  data?: unknown
  id?: number
}

const LAST_TYPE = 4

export class Encoder {
  /** One frame a packet; a `Uint8Array` in it travels as msgpack bin. */
  encode({ type, nsp, data, id }: Packet): [Uint8Array] {
    return [encode({ type, nsp, data, id }, { ignoreUndefined: true })]
  }
}

type Listener = (packet: Packet) => void

export class Decoder {
  private listener: Listener | null = null

  on(_event: 'decoded', listener: Listener): void {
    this.listener = listener
  }

  off(): void {
    this.listener = null
  }

  /** Throws on a frame that is no packet: the connection is then closed and opened anew. */
  add(frame: ArrayBuffer | Uint8Array | string): void {
    if (typeof frame === 'string') throw new TypeError('a text frame')
    const packet = decode(frame) as Partial<Packet> | null
    if (typeof packet?.nsp !== 'string' || !isType(packet.type)) throw new TypeError('no packet')
    this.listener?.(packet as Packet)
  }

  destroy(): void {}
}

function isType(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LAST_TYPE
}
