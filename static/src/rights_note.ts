// What the page says when the state of the document or one's rights change: its badge and a note.
import type { Rights } from './provider/provider'

/** States of this browser, not of the document: the page may be out of date, so it can be reloaded. */
const LEFT_OUT = new Set(['signed_out', 'forbidden'])

/**
 * Shows the badge of the state, and why nothing can be written. `isNews`: it was otherwise a moment
 * ago, so that the note stays in sight wherever the person is in the text.
 */
export function drawRights(page: HTMLElement, { canEdit, state }: Rights, isNews: boolean): void {
  const badges = [...page.querySelectorAll<HTMLElement>('.state')]
  const isKnown = badges.some((badge) => badge.dataset.state === state)
  if (isKnown) for (const badge of badges) badge.hidden = badge.dataset.state !== state
  for (const text of page.querySelectorAll<HTMLElement>('#editor, #toolbar, .contents'))
    text.hidden = state === 'forbidden'
  const note = page.querySelector<HTMLElement>('#reading-note')
  if (!note) return
  note.hidden = canEdit
  note.classList.toggle('note-news', isNews)
  const why = whyNot(state)
  for (const sentence of note.querySelectorAll<HTMLElement>('[data-why]'))
    sentence.hidden = sentence.dataset.why !== why
  for (const words of note.querySelectorAll<HTMLElement>('[data-state]'))
    words.hidden = words.dataset.state !== state
  for (const link of note.querySelectorAll<HTMLElement>(':scope > a'))
    link.hidden = !LEFT_OUT.has(state)
}

function whyNot(state: string): string {
  if (LEFT_OUT.has(state)) return state
  return state === 'drafting' ? 'reading' : 'closed'
}
