// Whether this copy and the server show the same text, by its hash at the same state.
import * as Y from 'yjs'
import type { Connection } from './connection'
import { clocksOf, sameClocks } from './difference'
import { fingerprint } from './fingerprint'
import type { Welcome } from './wire'

export interface AgreementHost {
  readonly connection: Connection
  readonly document: string
  /** Whether we are joined and everything is acknowledged: only then can anything be said. */
  isQuiet(): boolean
}

export class Agreement {
  /** Joins in a row after which the text still differed. */
  mismatches = 0

  constructor(
    private readonly doc: Y.Doc,
    private readonly host: AgreementHost,
  ) {}

  /** Asks the server; null when it stands elsewhere, undefined when nothing could be asked. */
  async ask(): Promise<boolean | null | undefined> {
    if (!this.host.isQuiet()) return undefined
    const stateVector = Y.encodeStateVector(this.doc)
    const hash = await this.hash()
    if (!hash || !this.host.isQuiet()) return undefined
    const { connection, document } = this.host
    const answer = await connection.ask('beacon', { document, stateVector, hash })
    return answer?.ok ? answer.match : undefined
  }

  /** Compares with what the server said at joining; undefined when nothing can be said. */
  async judge(welcome: Welcome): Promise<boolean | undefined> {
    const server = Y.decodeStateVector(welcome.stateVector)
    if (!this.host.isQuiet() || !sameClocks(clocksOf(this.doc), server)) return undefined
    const hash = await this.hash()
    if (!hash || !this.host.isQuiet()) return undefined
    this.mismatches = hash === welcome.hash ? 0 : this.mismatches + 1
    return hash === welcome.hash
  }

  private hash(): Promise<string | null> {
    return fingerprint(this.doc.getText('content').toString())
  }
}
