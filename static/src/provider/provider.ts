// Everything between the text in this browser and the server that keeps it, as the page sees it.
import type { Socket } from 'socket.io-client'
import type * as Y from 'yjs'
import type { Cursor, Person, Presence } from '../cursor'
import { DocumentProvider } from './document_provider'
import type { KeptWords } from './kept_words'
import type { Status } from './status'
import type { ServerEvents } from './wire'

export interface ProviderOptions {
  /** Whose browser this is: what it keeps is kept under this name. */
  person: string
  document: string
  /** The generation the page was made for. */
  generation: number
  /** Opens the socket of `person`: `openSocket`, or another in tests. */
  connect(person: string): Socket
}

export interface Rights {
  canEdit: boolean
  /**
   * The state of the document; `forbidden` when the server lets us in no more, `signed_out` when it
   * does not know us any more, so that what is unsent waits on this device.
   */
  state: string
}

export interface ProviderEvents {
  /** The document was replaced: bind to `doc` and `text` anew. */
  doc: Y.Doc
  status: Status
  presence: readonly Presence[]
  rights: Rights
  /** What could not be sent and awaits the person. */
  kept: readonly KeptWords[]
  /** Something beside the text changed on the server. */
  changed: ServerEvents['changed']
}

export interface Provider {
  readonly doc: Y.Doc
  readonly text: Y.Text
  readonly status: Status
  readonly presence: readonly Presence[]
  /** Null until the first join: nobody knows yet. */
  readonly rights: Rights | null
  readonly kept: readonly KeptWords[]
  /** Client id -> person, of everyone who wrote here or is here. */
  readonly people: ReadonlyMap<number, Person>
  on<Name extends keyof ProviderEvents>(
    event: Name,
    listener: (value: ProviderEvents[Name]) => void,
  ): () => void
  setCursor(cursor: Cursor | null): void
  /** The person has what they want of the kept words: forgets them, on the device too. */
  dismissKept(): Promise<void>
  destroy(): void
}

export function openProvider(options: ProviderOptions): Provider {
  return new DocumentProvider(options)
}
