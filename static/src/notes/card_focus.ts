// Whoever is in a card with the keyboard looks at its thread; Escape leads away from it.
import { keyOfCard } from './cards'

export interface CardFocus {
  /** Focus is in the card of this thread. */
  entered(key: string): void
  escaped(): void
}

export function followFocus(parent: HTMLElement, { entered, escaped }: CardFocus): void {
  parent.addEventListener('focusin', ({ target }) => {
    const key = target instanceof Element ? keyOfCard(target) : ''
    if (key) entered(key)
  })
  parent.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') escaped()
  })
}
