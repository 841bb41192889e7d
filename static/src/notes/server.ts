// What the margin asks the server for.
import type { Remark } from './composer'
import type { Threads } from './thread'

/** The pages of one document. */
export class NotesServer {
  private readonly address: string

  constructor(
    document: string,
    private readonly token: string,
  ) {
    this.address = `/documents/${document}/threads`
  }

  readonly threads = async (keys: readonly string[]): Promise<Threads> => {
    const answer = await fetch(this.address + query(keys), {
      headers: { Accept: 'application/json' },
    })
    if (!answer.ok) throw new Error(`threads: ${answer.status}`)
    return answer.json()
  }

  readonly cards = async (keys: readonly string[]): Promise<string> => {
    const answer = await fetch(`${this.address}/cards${query(keys)}`)
    if (!answer.ok) throw new Error(`cards: ${answer.status}`)
    return answer.text()
  }

  /** HTML of the new card, or of the sentence why there is none. */
  async say({ scope, anchor, words, replacement }: Remark): Promise<string> {
    const data = new URLSearchParams({
      csrf_token: this.token,
      scope,
      words,
      exact: anchor?.quote.exact ?? '',
      prefix: anchor?.quote.prefix ?? '',
      suffix: anchor?.quote.suffix ?? '',
      start: anchor?.start ?? '',
      end: anchor?.end ?? '',
    })
    if (replacement !== null) {
      data.set('replacement', replacement)
      data.set('proposes', '1')
    }
    const answer = await fetch(this.address, {
      method: 'POST',
      body: data,
      headers: { 'X-Fragment': '1' },
    })
    return answer.text()
  }
}

function query(keys: readonly string[]): string {
  return keys.length ? `?${new URLSearchParams(keys.map((key) => ['key', key]))}` : ''
}
