// The hash by which a browser and the server see that they show the same text.

/** SHA-256 of the UTF-8 of `text`, lower-case hex; null where the browser has no such function. */
export async function fingerprint(text: string): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
