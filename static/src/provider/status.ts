// What the status line may say, from what is so. Pure.

/** `unsent` counts local changes that the server has not acknowledged. */
export interface Situation {
  /** `joining`: connected, or about to be for the first time, but not in step yet. */
  link: 'joining' | 'joined' | 'offline' | 'refused'
  unsent: number
  /** How many of those this device holds by now. */
  kept: number
  canEdit: boolean
  /** Whether this device can keep what is unsent. */
  keeps: boolean
}

export interface Status {
  kind: 'connecting' | 'saved' | 'saving' | 'offline' | 'readonly'
  /** Changes the server has not acknowledged; offline, of a device that keeps them, those it holds. */
  unsent: number
  keeps: boolean
}

/** `saved` only when the server has everything and would hear of the next change at once. */
export function statusOf({ link, unsent, kept, canEdit, keeps }: Situation): Status {
  const kind = kindOf(link, unsent, canEdit)
  return { kind, unsent: kind === 'offline' && keeps ? kept : unsent, keeps }
}

function kindOf(link: Situation['link'], unsent: number, canEdit: boolean): Status['kind'] {
  if (link === 'offline') return 'offline'
  if (unsent) return 'saving'
  if (link === 'refused') return 'readonly'
  if (link === 'joining') return 'connecting'
  return canEdit ? 'saved' : 'readonly'
}

export function sameStatus(a: Status, b: Status): boolean {
  return a.kind === b.kind && a.unsent === b.unsent && a.keeps === b.keeps
}
