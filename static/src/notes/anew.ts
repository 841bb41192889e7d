// Proposing anew what was overtaken: other words for those that stand in the text now.
import type { Place } from './anchor'
import { keyOfCard } from './cards'
import { find, type Stretch } from './quote'

/** A card offers it with a form or, where it cannot tell what stands there now, with a link. */
const OFFERS = '[data-anew] > summary, a[data-anew]'

/** `press` hears for which thread it was asked, and with what; true: it was taken care of. */
export function handleAnew(
  parent: HTMLElement,
  press: (key: string, offer: HTMLElement) => boolean,
): void {
  parent.addEventListener('click', (event) => {
    const pressed = event.target instanceof Element ? event.target.closest(OFFERS) : null
    const offer = pressed?.closest<HTMLElement>('[data-anew]')
    if (offer && press(keyOfCard(offer), offer)) event.preventDefault()
  })
}

/**
 * Where the words of the thread are now, or else what the server found in their place, which is in
 * the fields of its `offer`; null when neither is in the text.
 */
export function placeAnew(text: string, place: Place | null, offer: HTMLElement): Stretch | null {
  if (place && place.kind !== 'detached') return { from: place.from, to: place.to }
  const [exact = '', prefix = '', suffix = ''] = ['exact', 'prefix', 'suffix'].map(
    (name) => offer.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value,
  )
  return exact ? find(text, { exact, prefix, suffix }) : null
}
