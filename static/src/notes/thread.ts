// Threads as the server tells of them.

import type { Anchor } from './anchor'

/** Somebody who said or did something in a thread. */
export interface Speaker {
  key: string
  name: string
  isGuest: boolean
}

export interface Thread extends Anchor {
  key: string
  /** About some words, a clause, or the whole text, which has no place. */
  scope: 'words' | 'clause' | 'text'
  /** The headings it stood under, the outermost first. */
  clause: readonly string[]
  status: 'open' | 'stale' | 'closed'
  outcome: 'done' | 'answered' | 'not_taken_up' | 'accepted' | 'declined' | null
  /** The Markdown proposed in the place of the words; null when nothing is proposed. */
  replacement: string | null
  author: string
  isOwn: boolean
  isNew: boolean
  mentionsMe: boolean
  speakers: readonly Speaker[]
}

/** What the server answers: those asked for that are there, the oldest first. */
export interface Threads {
  threads: readonly Thread[]
  mayComment: boolean
  mayAccept: boolean
}
