// Whom one can call in a document, as the server tells it.
import type { Name } from './typed_name'

/** The server leaves out whoever may not read the document, and tells no addresses. */
export async function fetchNames(address: string): Promise<readonly Name[]> {
  const answer = await fetch(address, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(`names: ${answer.status}`)
  return (await answer.json()).names
}
