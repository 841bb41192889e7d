// Remarks beside the text: marks in it, cards next to them, and the form in which one is made.

import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type * as Y from 'yjs'
import { handleAnew, placeAnew } from './anew'
import { followFocus } from './card_focus'
import { addSeen, handleForms, sendForm } from './card_forms'
import { Cards } from './cards'
import { DRAFT, Draft, type Subject } from './draft'
import { type MarginBar, marginBar } from './margin_bar'
import { marks } from './marks'
import { countsFrom } from './marks_of'
import { subjectIn } from './selected'
import { selectionBar } from './selection_bar'
import { NotesServer } from './server'
import { Sheet } from './sheet'
import { Shown } from './shown'
import { ThreadsStore } from './threads_store'

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
  private readonly sheet: Sheet
  private readonly draft: Draft
  private readonly shown: Shown

  constructor(private readonly options: MarginOptions) {
    const { column, opener, document, token, text } = options
    this.server = new NotesServer(document, token)
    this.store = new ThreadsStore({ text, fetch: this.server.threads })
    this.bar = marginBar({
      reviewPage: `/documents/${document}/review`,
      filter: (filter) => this.shown.choose(filter),
      sayOnWhole: () => this.begin({ scope: 'text', proposes: false, place: null }),
      step: (by) => this.shown.step(by),
      close: () => this.close(),
    })
    const list = globalThis.document.createElement('div')
    list.className = 'margin-cards'
    column.replaceChildren(this.bar.element, list)
    const [pressed, changed] = [() => this.toggle(), () => this.shown.draw()]
    this.sheet = new Sheet({ column, opener, pressed, changed })
    this.cards = new Cards(list, this.server.cards, () => this.sheet.isNeeded)
    this.draft = new Draft({
      cards: this.cards,
      say: (remark) => this.server.say(remark),
      said: (key, html, isHere) => this.said(key, html, isHere),
      cancelled: () => {
        this.shown.draw()
        this.shown.focusText()
      },
    })
    const { store, bar, cards, sheet, draft } = this
    this.shown = new Shown({ store, bar, cards, sheet, draft })
    this.listen(list)
    this.extension = [
      marks((key) => this.shown.open(key)),
      selectionBar({
        isAllowed: () => this.store.mayComment,
        begin: ({ state }, proposes) => this.begin(subjectIn(state, proposes)),
      }),
      EditorView.updateListener.of(({ geometryChanged, docChanged, viewportChanged }) => {
        if (geometryChanged || docChanged || viewportChanged) this.shown.drawSoon()
      }),
    ]
  }

  /** The editor that shows the text now; null when there is none. */
  attach(view: EditorView | null): void {
    this.shown.attach(view)
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
    this.draft.discard()
    this.shown.look('')
    this.store.forget(text)
    this.cards.clear()
  }

  private listen(list: HTMLElement): void {
    handleForms(list, {
      send: sendForm,
      complete: (key, form, data) => this.complete(key, form, data),
      answered: (key, html) => this.answered(key, html),
    })
    handleAnew(list, (key, offer) => this.proposeAnew(key, offer))
    followFocus(list, { entered: (key) => this.enter(key), escaped: () => this.leave() })
    addEventListener('scroll', this.shown.scrolledSoon, { passive: true })
    addEventListener('resize', this.shown.drawSoon)
    this.store.on('change', () => {
      this.shown.draw()
      this.options.onChange()
    })
  }

  private begin(about: Subject): void {
    this.draft.begin(this.options.text, about)
    this.sheet.open()
    this.shown.draw()
    this.draft.focus({ preventScroll: !this.sheet.isNeeded })
  }

  /** Where words are overtaken, others are proposed for what stands there now. */
  private proposeAnew(key: string, offer: HTMLElement): boolean {
    this.store.settle()
    const thread = this.store.find(key)
    if (!thread) return false
    const place = placeAnew(this.options.text.toString(), thread.place, offer)
    const replacement = thread.replacement ?? undefined
    if (place) {
      this.begin({ scope: 'words', proposes: true, place, replacement })
      this.shown.goTo(place) // the card may have stood far from them
    } else this.close() // to the text, in which somebody has to select the words
    return true
  }

  private said(key: string, html: string, isHere: boolean): void {
    this.store.changed(key)
    if (!isHere) {
      this.shown.draw()
      return
    }
    this.cards.replace(key, html)
    this.shown.deselect()
    this.shown.look(key)
    this.cards.element(key)?.focus({ preventScroll: true })
  }

  private toggle(): void {
    if (!this.sheet.isNeeded) this.bar.focus()
    else if (this.sheet.isOpen) this.close()
    else {
      this.sheet.open()
      this.shown.draw()
    }
  }

  private close(): void {
    this.sheet.close()
    if (!this.draft.typed.trim()) this.draft.discard()
    this.shown.look('')
    this.shown.focusText()
  }

  private enter(key: string): void {
    if (key !== DRAFT && key !== this.shown.thread?.key) this.shown.look(key)
  }

  /** Escape leads from a card to its words. */
  private leave(): void {
    if (this.draft.isOpen) return
    this.shown.selectWords()
    this.close()
  }

  /** Who accepts sees the words as they stand now: the server must find just those. */
  private complete(key: string, form: HTMLFormElement, data: FormData): void {
    if (!form.action.endsWith('/acceptance')) return
    this.store.settle()
    const place = this.store.find(key)?.place
    if (place && place.kind !== 'detached') addSeen(data, this.options.text.toString(), place)
  }

  private answered(key: string, html: string): void {
    this.cards.replace(key, html)
    this.store.changed(key)
  }
}
