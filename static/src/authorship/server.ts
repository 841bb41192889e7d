// What the overlay asks the server for.
import type { Moments } from './authors'

/** When what was written in the document, and by whom. */
export async function fetchMoments(document: string): Promise<Moments> {
  const answer = await fetch(`/documents/${document}/moments`, {
    headers: { Accept: 'application/json' },
  })
  if (!answer.ok) throw new Error(`moments: ${answer.status}`)
  return answer.json()
}
