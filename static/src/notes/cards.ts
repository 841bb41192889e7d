// The cards beside the text: fetched when they come near, placed beside their words.
import { tellMoments } from '../moments'
import { stack } from './stack'

const GAP = 12
/** Pixels beyond the window within which cards are there already when one scrolls to them. */
const NEAR = 1200
/** Cards that are there at once; where words stand close together, more could not be seen anyway. */
const MOST = 40

/** A card and where its words begin, in pixels from the top of the column. */
export interface Placed {
  key: string
  top: number
}

/** HTML of the cards with these keys, as the server draws them. */
export type FetchCards = (keys: readonly string[]) => Promise<string>

export class Cards {
  private readonly elements = new Map<string, HTMLElement>()
  private readonly sizes: ResizeObserver
  private placed: readonly Placed[] = []
  private active = ''
  private isFetching = false

  constructor(
    private readonly parent: HTMLElement,
    private readonly fetch: FetchCards,
    private readonly isSheet: () => boolean,
  ) {
    this.sizes = new ResizeObserver(() => this.arrange())
  }

  /** Shows those of `placed` that are near, in the order of the text; `active` at its words. */
  show(placed: readonly Placed[], active: string): void {
    this.placed = placed
    this.active = active
    const wanted = new Set(this.wanted().map(({ key }) => key))
    for (const [key, element] of this.elements) {
      // The active one may be so new that the threads do not hold it yet.
      const isKept = wanted.has(key) || key === active || isInUse(element)
      if (!isKept) this.remove(key, element)
    }
    this.fetchMissing(wanted)
    this.arrange()
  }

  /** The window shows another part of the text; the words stay where they are in it. */
  scrolled(): void {
    this.show(this.placed, this.active)
  }

  /** Draws the cards again that are shown; one in which somebody writes waits until they sent. */
  refresh(keys: readonly string[]): void {
    const shown = keys.filter((key) => {
      const element = this.elements.get(key)
      return element && !isInUse(element)
    })
    if (shown.length) void this.load(shown)
  }

  /** Puts `html` in the place of the card `key`, and focus back into it. */
  replace(key: string, html: string): void {
    const old = this.elements.get(key)
    const hadFocus = old?.contains(document.activeElement) ?? false
    for (const card of cardsIn(html)) this.put(card)
    if (hadFocus) this.elements.get(key)?.focus({ preventScroll: true })
    this.arrange()
  }

  element(key: string): HTMLElement | undefined {
    return this.elements.get(key)
  }

  /** The keys of those in which somebody is about to say something. */
  get inUse(): readonly string[] {
    return [...this.elements].filter(([, element]) => isInUse(element)).map(([key]) => key)
  }

  /** A card that the server does not know, such as one that is being written. */
  add(key: string, card: HTMLElement): void {
    this.elements.set(key, card)
    this.sizes.observe(card)
    this.parent.append(card)
  }

  drop(key: string): void {
    const element = this.elements.get(key)
    if (element) this.remove(key, element)
  }

  /** Shows none any more, whatever is typed in them. */
  clear(): void {
    for (const [key, element] of [...this.elements]) this.remove(key, element)
  }

  /** Where the column begins, in pixels of the window. */
  get top(): number {
    return this.parent.getBoundingClientRect().top
  }

  private wanted(): readonly Placed[] {
    if (this.isSheet()) return this.placed.filter(({ key }) => key === this.active)
    const middle = window.innerHeight / 2 - this.top
    return near(this.placed, middle, window.innerHeight / 2 + NEAR, this.active)
  }

  /** One request after the other: who scrolls fast wants few of the cards they pass. */
  private fetchMissing(wanted: ReadonlySet<string>): void {
    if (this.isFetching) return
    const missing = [...wanted].filter((key) => !this.elements.has(key))
    if (!missing.length) return
    this.isFetching = true
    void this.load(missing).then((came) => {
      this.isFetching = false
      if (came) this.scrolled()
    })
  }

  /** Whether the server answered with any of them. */
  private async load(keys: readonly string[]): Promise<boolean> {
    try {
      const cards = cardsIn(await this.fetch(keys))
      for (const card of cards) this.put(card)
      this.arrange()
      return cards.length > 0
    } catch {
      // Without a line the cards stay as they are; they are asked for again when it is back.
      return false
    }
  }

  private put(card: HTMLElement): void {
    const key = card.dataset.thread ?? ''
    const old = this.elements.get(key)
    if (old && isInUse(old) && !old.querySelector('form[aria-busy="true"]')) return
    this.elements.set(key, card)
    this.sizes.observe(card)
    tellMoments(card, document.documentElement.lang)
    if (old) {
      this.sizes.unobserve(old)
      old.replaceWith(card)
    } else {
      this.parent.append(card)
    }
  }

  private remove(key: string, element: HTMLElement): void {
    this.sizes.unobserve(element)
    element.remove()
    this.elements.delete(key)
  }

  /** In the order of the text, for eyes and for the Tab key alike. */
  private arrange(): void {
    const shown = this.placed.flatMap(({ key, top }) => {
      const element = this.elements.get(key)
      return element ? [{ key, top, element }] : []
    })
    for (const { key, element } of shown) {
      element.classList.toggle('card-active', key === this.active)
    }
    order(shown.map(({ element }) => element))
    for (const { element } of shown) element.hidden = false
    if (this.isSheet()) {
      for (const { element } of shown) element.style.removeProperty('inset-block-start')
      return
    }
    const cards = shown.map(({ top, element }) => ({ wanted: top, height: element.offsetHeight }))
    const fixed = shown.findIndex(({ key }) => key === this.active)
    stack(cards, GAP, fixed).forEach((top, at) => {
      const card = shown[at]?.element
      if (!card) return
      card.style.insetBlockStart = `${Math.round(top)}px`
      card.hidden = top < 0 // no place is left for it above the one that is looked at
    })
  }
}

/** The key of the thread in whose card the element is; "" when it is in none. */
export function keyOfCard(element: Element): string {
  return element.closest<HTMLElement>('[data-thread]')?.dataset.thread ?? ''
}

/**
 * Those of `placed` within `reach` pixels of `middle`, in their order: the nearest `MOST`, and
 * always the active one.
 */
function near(
  placed: readonly Placed[],
  middle: number,
  reach: number,
  active: string,
): readonly Placed[] {
  const away = ({ key, top }: Placed) => (key === active ? 0 : Math.abs(top - middle))
  const found = placed.filter((one) => away(one) < reach)
  if (found.length <= MOST) return found
  const nearest = new Set(found.toSorted((one, other) => away(one) - away(other)).slice(0, MOST))
  return found.filter((one) => nearest.has(one))
}

/** Puts the elements one after the other; what has focus keeps it although it may be moved. */
function order(elements: readonly HTMLElement[]): void {
  const focused = document.activeElement
  elements.slice(1).forEach((element, at) => {
    const before = elements[at]
    if (before && before.nextElementSibling !== element) before.after(element)
  })
  if (focused instanceof HTMLElement && document.activeElement !== focused) {
    focused.focus({ preventScroll: true })
  }
}

/** Whether somebody is about to say something in it. */
function isInUse(card: HTMLElement): boolean {
  const fields = card.querySelectorAll<HTMLTextAreaElement>('textarea')
  return [...fields].some((field) => field.value !== field.defaultValue)
}

function cardsIn(html: string): HTMLElement[] {
  const page = new DOMParser().parseFromString(html, 'text/html')
  return [...page.querySelectorAll<HTMLElement>('[data-thread]')]
}
