// What somebody is about to say: the form that stands among the cards, and the mark of its words.

import type * as Y from 'yjs'
import { words } from '../words'
import { anchorOf } from './anchor'
import type { Cards } from './cards'
import { composer, type Remark } from './composer'
import type { Mark } from './marks'
import type { Beside } from './placing'
import type { Stretch } from './quote'

/** In the place of a thread's key. */
export const DRAFT = 'draft'

/** What is to be said something about; null for the whole text. */
export interface Subject {
  scope: Remark['scope']
  proposes: boolean
  place: Stretch | null
  /** What was proposed before, in the place of words that are overtaken. */
  replacement?: string | undefined
}

export interface DraftOptions {
  cards: Cards
  /** HTML of the new card, or of the sentence why there is none. */
  say(remark: Remark): Promise<string>
  /** It was said: the card of the thread `key`. isHere: who said it has not gone on meanwhile. */
  said(key: string, html: string, isHere: boolean): void
  /** It was put away. */
  cancelled(): void
}

export class Draft {
  private about: Subject | null = null

  constructor(private readonly options: DraftOptions) {}

  get isOpen(): boolean {
    return this.about !== null
  }

  /** Its place among the cards: where its words were when it was begun. */
  get beside(): Beside {
    const place = this.about?.place
    return { key: DRAFT, place: place ? { kind: 'kept', ...place } : null }
  }

  /** In the editor, until it is said or put away. */
  get marks(): Mark[] {
    const place = this.about?.place
    if (!place) return []
    const rest = { replacement: null, isActive: true, isNew: false }
    return [{ key: DRAFT, kind: 'draft', ...place, ...rest }]
  }

  /** What somebody typed into it, unless it is being sent. */
  get typed(): string {
    const form = this.options.cards.element(DRAFT)
    if (form?.ariaBusy === 'true') return ''
    return form?.querySelector<HTMLTextAreaElement>('[name=words]')?.value ?? ''
  }

  /** A form about some words of `text`; what was typed into the one that may be there is kept. */
  begin(text: Y.Text, about: Subject): void {
    const { typed } = this
    this.discard()
    const { place, ...rest } = about
    const element = composer({
      ...rest,
      typed,
      anchor: place && anchorOf(text, place.from, place.to),
      say: (remark) => this.say(remark, about),
      close: () => {
        this.discard()
        this.options.cancelled()
      },
    })
    element.dataset.thread = DRAFT
    this.about = about
    this.options.cards.add(DRAFT, element)
  }

  focus(options: FocusOptions): void {
    this.options.cards.element(DRAFT)?.querySelector('textarea')?.focus(options)
  }

  discard(): void {
    if (!this.isOpen) return
    this.options.cards.drop(DRAFT)
    this.about = null
  }

  /** Another one may have been begun by the time the server has answered. */
  private async say(remark: Remark, about: Subject): Promise<string | null> {
    const html = await this.options.say(remark).catch(() => '')
    const page = new DOMParser().parseFromString(html, 'text/html')
    const key = page.querySelector<HTMLElement>('[data-thread]')?.dataset.thread
    if (!key) return page.querySelector('[role=alert]')?.textContent ?? words.remarkNotSent
    const form = this.options.cards.element(DRAFT)
    const isHere = this.about === about && (form?.contains(document.activeElement) ?? false)
    if (this.about === about) this.discard()
    this.options.said(key, html, isHere)
    return null
  }
}
