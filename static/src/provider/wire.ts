// What travels between the browser and the server: the types of docs/protocol.md.
import type { Cursor, Person } from '../cursor'

export type ErrorCode =
  | 'malformed'
  | 'too_large'
  | 'gap'
  | 'forged'
  | 'frozen'
  | 'forbidden'
  | 'stale_generation'
  | 'busy'

/** `message` is a sentence in the person's language. */
export interface Refusal {
  ok: false
  error: ErrorCode
  message: string
}

export interface JoinRequest {
  document: string
  /** The document's current id first, then every other one with unacknowledged text. */
  clientIds: number[]
  stateVector: Uint8Array
  generation?: number
}

export interface Welcome {
  ok: true
  /** All that the request's state vector lacks, and every deletion. */
  update: Uint8Array
  stateVector: Uint8Array
  /** Of the text at that state: SHA-256 of its UTF-8, lower-case hex. */
  hash: string
  generation: number
  seq: number
  canEdit: boolean
  state: string
  /** Client id -> who writes under it. */
  people: Record<string, Person>
}

export interface Requests {
  join: [JoinRequest, Welcome | Refusal]
  update: [{ document: string; update: Uint8Array }, { ok: true; seq: number } | Refusal]
  beacon: [
    { document: string; stateVector: Uint8Array; hash: string },
    { ok: true; match: boolean | null } | Refusal,
  ]
}

export interface Notices {
  awareness: { document: string; cursor: Cursor | null }
  leave: { document: string }
}

export interface AwarenessEvent {
  document: string
  clientId: number
  cursor: Cursor | null
  /** Null when that tab has left. */
  person: Person | null
}

export interface ServerEvents {
  update: { document: string; update: Uint8Array; seq: number }
  awareness: AwarenessEvent
  document: { document: string; state: string; canEdit: boolean }
  resync: { document: string; reason: string }
  changed: { document: string; what: string; id?: number | string }
}

// Bounds of the server, under their names in `realtime/limits.py`.

/** The ids that one join may name. */
export const MAX_CLIENT_IDS = 64

/** One update; past a longer frame the server closes the connection without an answer. */
export const MAX_UPDATE_BYTES = 512 * 1024
