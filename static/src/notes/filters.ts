// Which remarks are shown beside the text.

/** What of a thread decides whether it is shown. */
export interface Filtered {
  status: 'open' | 'stale' | 'closed'
  isProposal: boolean
  isOwn: boolean
  isNew: boolean
  mentionsMe: boolean
  isDetached: boolean
}

const FILTERS = {
  open: (one: Filtered) => one.status !== 'closed',
  new: (one: Filtered) => one.isNew,
  proposals: (one: Filtered) => one.status !== 'closed' && one.isProposal,
  mine: (one: Filtered) => one.isOwn,
  me: (one: Filtered) => one.mentionsMe,
  detached: (one: Filtered) => one.status !== 'closed' && one.isDetached,
  closed: (one: Filtered) => one.status === 'closed',
}

export type Filter = keyof typeof FILTERS

export function isFilter(name: string): name is Filter {
  return name in FILTERS
}

/** Whether a thread like this is shown under `filter`. */
export function isShown(filter: Filter, thread: Filtered): boolean {
  return FILTERS[filter](thread)
}
