// Remarks beside the text: marks in it, cards next to them, and the form in which one is made.

import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type * as Y from 'yjs'
import { words } from '../words'
import { anchorOf, type Place } from './anchor'
import { handleForms, sendForm } from './card_forms'
import { Cards, type Placed } from './cards'
import { composer, type Remark } from './composer'
import { type Filter, isShown } from './filters'
import { type MarginBar, marginBar } from './margin_bar'
import { type Mark, marks, marksShown, showMarks } from './marks'
import { countsFrom, marksOf } from './marks_of'
import { quoteOf, type Stretch } from './quote'
import { isHeading } from './selected'
import { selectionBar } from './selection_bar'
import { NotesServer } from './server'
import { type PlacedThread, ThreadsStore } from './threads_store'

/** Where cards have no place beside the text, one at a time comes from below. */
const SHEET = '(width < 75rem)'
const DRAFT = 'draft'

export interface MarginOptions {
  column: HTMLElement
  /** Opens the margin where it is a sheet; says how many remarks there are. */
  opener: HTMLElement
  /** The key of the document. */
  document: string
  /** The mark that forms carry. */
  token: string
  text: Y.Text
  /** There are other remarks, or they are elsewhere. */
  onChange(): void
}

export class Margin {
  /** For the editor of the text. */
  readonly extension: Extension
  private readonly store: ThreadsStore
  private readonly server: NotesServer
  private readonly bar: MarginBar
  private readonly cards: Cards
  private readonly sheet = matchMedia(SHEET)
  private view: EditorView | null = null
  private filter: Filter = 'open'
  private active = ''
  private draft: { element: HTMLElement; place: Stretch | null } | null = null
  private drawing = 0
  /** The words may stand elsewhere on the page than where the cards were placed for. */
  private isMoved = false

  constructor(private readonly options: MarginOptions) {
    const { column, opener, document, token, text } = options
    this.server = new NotesServer(document, token)
    this.store = new ThreadsStore({ text, fetch: this.server.threads })
    this.bar = marginBar({
      reviewPage: `/documents/${document}/review`,
      filter: (filter) => this.choose(filter),
      sayOnWhole: () => this.begin({ scope: 'text', proposes: false, place: null }),
      step: (by) => this.step(by),
      close: () => this.close(),
    })
    const list = globalThis.document.createElement('div')
    list.className = 'margin-cards'
    column.replaceChildren(this.bar.element, list)
    this.cards = new Cards(list, this.server.cards, () => this.sheet.matches)
    handleForms(list, {
      send: sendForm,
      complete: (key, form, data) => this.complete(key, form, data),
      answered: (key, html) => this.answered(key, html),
    })
    list.addEventListener('focusin', (event) => this.focused(event.target))
    list.addEventListener('keydown', (event) => this.leave(event))
    opener.addEventListener('click', () => this.toggle())
    this.sheet.addEventListener('change', () => this.draw())
    addEventListener('scroll', this.scrolledSoon, { passive: true })
    addEventListener('resize', this.drawSoon)
    this.store.on('change', () => {
      this.draw()
      options.onChange()
    })
    this.extension = [
      marks((key) => this.open(key)),
      selectionBar({
        isAllowed: () => this.store.mayComment,
        begin: (view, proposes) => this.beginAt(view, proposes),
      }),
      EditorView.updateListener.of(({ geometryChanged, docChanged, viewportChanged }) => {
        if (geometryChanged || docChanged || viewportChanged) this.drawSoon()
      }),
    ]
  }

  /** The editor that shows the text now; null when there is none. */
  attach(view: EditorView | null): void {
    this.view = view
    this.draw()
  }

  /** The thread `key` changed on the server; "" when any may have. */
  changed(key: string): void {
    this.store.changed(key)
    if (key) this.cards.refresh([key])
    else this.cards.refresh(this.store.threads.map((thread) => thread.key))
  }

  rejoin(text: Y.Text): void {
    this.options.text = text
    this.store.rejoin(text)
  }

  /** How many open remarks there are from each of these places of the text up to the next. */
  countsFrom(starts: readonly number[]): number[] {
    return countsFrom(this.store.threads, starts)
  }

  /** Whoever is shut out of the text reads no more of what is said about it. */
  forget(text: Y.Text): void {
    this.options.text = text
    this.active = ''
    this.discard()
    this.store.forget(text)
    this.cards.clear()
  }

  /** The thread of that key and no other is looked at: its card beside its words. */
  open(key: string): void {
    this.active = key
    if (this.sheet.matches) this.options.column.classList.add('margin-open')
    this.draw()
    this.cards.element(key)?.scrollIntoView({ block: 'nearest' })
  }

  private get shown(): readonly PlacedThread[] {
    const shown = this.store.threads.filter(
      (thread) =>
        thread.key === this.active ||
        isShown(this.filter, {
          ...thread,
          isProposal: thread.replacement !== null,
          isDetached: thread.place?.kind === 'detached',
        }),
    )
    return shown.toSorted((one, other) => startOf(one.place) - startOf(other.place))
  }

  private readonly drawSoon = (): void => {
    this.isMoved = true
    this.scrolledSoon()
  }

  private readonly scrolledSoon = (): void => {
    if (this.drawing) return
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0
      if (this.isMoved) this.place()
      else this.cards.scrolled()
    })
  }

  /** Which marks and cards there are has changed. */
  private draw(): void {
    const { opener } = this.options
    const threads = this.shown
    if (this.sheet.matches && this.isOpen && !this.draft) this.active ||= threads[0]?.key ?? ''
    this.bar.show(threads.length, this.store.mayComment)
    opener.hidden = false
    opener.textContent = `${words.remarks} ${threads.length || ''}`.trim()
    opener.setAttribute('aria-expanded', String(this.isOpen))
    if (this.view) showMarks(this.view, [...marksOf(threads, this.active), ...this.draftMark()])
    this.place()
  }

  /** Where the cards stand has changed. */
  private place(): void {
    const threads = this.shown
    const { view } = this
    if (!view) return
    this.isMoved = false
    const column = this.cards.top
    const places = new Map(marksShown(view.state).map(({ key, from }) => [key, from]))
    const top = (from: number) => topOf(view, from) - column
    const placed: Placed[] = threads.map(({ key, place }) => ({
      key,
      top: place && place.kind !== 'detached' ? Math.max(0, top(places.get(key) ?? place.from)) : 0,
    }))
    if (this.draft) {
      const from = places.get(DRAFT) ?? this.draft.place?.from
      placed.push({ key: DRAFT, top: from === undefined ? 0 : top(from) })
      placed.sort((one, other) => one.top - other.top)
    }
    this.cards.show(placed, this.draft ? DRAFT : this.active)
  }

  private draftMark(): Mark[] {
    const place = this.draft?.place
    if (!place) return []
    const rest = { replacement: null, isActive: true, isNew: false }
    return [{ key: DRAFT, kind: 'draft', ...place, ...rest }]
  }

  private beginAt(view: EditorView, proposes: boolean): void {
    const { from, to } = view.state.selection.main
    const scope = !proposes && isHeading(view.state, from, to) ? 'clause' : 'words'
    this.begin({ scope, proposes, place: { from, to } })
  }

  private begin(wanted: {
    scope: Remark['scope']
    proposes: boolean
    place: Stretch | null
  }): void {
    const { scope, proposes, place } = wanted
    this.discard()
    const anchor = place && anchorOf(this.options.text, place.from, place.to)
    const element = composer({
      ...{ anchor, scope, proposes },
      say: (remark) => this.say(remark),
      close: () => {
        this.discard()
        this.view?.focus()
      },
    })
    element.dataset.thread = DRAFT
    this.draft = { element, place }
    this.cards.add(DRAFT, element)
    if (this.sheet.matches) this.options.column.classList.add('margin-open')
    this.draw()
    element.querySelector('textarea')?.focus({ preventScroll: !this.sheet.matches })
  }

  private async say(remark: Remark): Promise<string | null> {
    const html = await this.server.say(remark).catch(() => '')
    const page = new DOMParser().parseFromString(html, 'text/html')
    const key = page.querySelector<HTMLElement>('[data-thread]')?.dataset.thread
    if (!key) return page.querySelector('[role=alert]')?.textContent ?? words.remarkNotSent
    this.discard()
    this.cards.replace(key, html)
    this.active = key
    this.store.changed(key)
    this.cards.element(key)?.focus({ preventScroll: true })
    return null
  }

  private discard(): void {
    if (!this.draft) return
    this.cards.drop(DRAFT)
    this.draft = null
    this.draw()
  }

  private choose(filter: Filter): void {
    this.filter = filter
    this.active = ''
    this.draw()
  }

  private get isOpen(): boolean {
    return !this.sheet.matches || this.options.column.classList.contains('margin-open')
  }

  private toggle(): void {
    if (!this.sheet.matches) this.options.column.querySelector('select')?.focus()
    else if (this.isOpen) this.close()
    else {
      this.options.column.classList.add('margin-open')
      this.draw()
    }
  }

  private close(): void {
    this.options.column.classList.remove('margin-open')
    this.active = ''
    this.discard()
    this.draw()
    this.view?.focus()
  }

  /** To the next remark in the order of the text, and its words. */
  private step(by: 1 | -1): void {
    const { shown } = this
    const at = shown.findIndex(({ key }) => key === this.active)
    const next = shown[at < 0 ? 0 : (at + by + shown.length) % shown.length]
    if (!next) return
    this.open(next.key)
    const { place } = next
    if (this.view && place && place.kind !== 'detached') {
      this.view.dispatch({ effects: EditorView.scrollIntoView(place.from, { y: 'center' }) })
    }
  }

  private focused(target: EventTarget | null): void {
    const card = target instanceof Element && target.closest<HTMLElement>('[data-thread]')
    const key = card ? (card.dataset.thread ?? '') : ''
    if (!key || key === DRAFT || key === this.active) return
    this.active = key
    this.draw()
  }

  /** Escape leads from a card to its words. */
  private leave(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.draft || !this.view) return
    const place = this.store.threads.find(({ key }) => key === this.active)?.place
    if (place && place.kind !== 'detached') {
      this.view.dispatch({ selection: { anchor: place.to }, scrollIntoView: true })
    }
    this.close()
  }

  /** Who accepts sees the words as they stand now: the server must find just those. */
  private complete(key: string, form: HTMLFormElement, data: FormData): void {
    if (!form.action.endsWith('/acceptance')) return
    this.store.settle()
    const place = this.store.threads.find((thread) => thread.key === key)?.place
    if (!place || place.kind === 'detached') return
    const quote = quoteOf(this.options.text.toString(), place.from, place.to)
    for (const [name, value] of Object.entries(quote)) data.set(name, value)
  }

  private answered(key: string, html: string): void {
    this.cards.replace(key, html)
    this.store.changed(key)
  }
}

function startOf(place: Place | null): number {
  return place && place.kind !== 'detached' ? place.from : -1
}

/** In pixels of the window, also for words that are not drawn. */
function topOf(view: EditorView, position: number): number {
  const at = Math.min(position, view.state.doc.length)
  return view.coordsAtPos(at)?.top ?? view.documentTop + view.lineBlockAt(at).top
}
