// The remarks that are shown: marks in the text, and cards next to them.
import { EditorView } from '@codemirror/view'
import { headingsOf } from '../headings'
import type { Cards } from './cards'
import { chosenFrom } from './chosen'
import { DRAFT, type Draft } from './draft'
import type { Filter } from './filters'
import type { MarginBar } from './margin_bar'
import { showMarks } from './marks'
import { marksOf } from './marks_of'
import { placedBeside } from './placing'
import type { Stretch } from './quote'
import type { Sheet } from './sheet'
import type { PlacedThread, ThreadsStore } from './threads_store'

/** What the margin is made of. */
export interface Parts {
  store: ThreadsStore
  bar: MarginBar
  cards: Cards
  sheet: Sheet
  draft: Draft
}

const MIDDLE = { y: 'center' } as const
/** Below the bar that sticks at the top of the window, in pixels. */
const ABOVE_SHEET = { y: 'start', yMargin: 96 } as const

export class Shown {
  private view: EditorView | null = null
  private filter: Filter = { kind: 'open', clause: '', person: '' }
  private threads: readonly PlacedThread[] = []
  private active = ''
  private drawing = 0
  /** The words may stand elsewhere on the page than where the cards were placed for. */
  private isMoved = false

  constructor(private readonly parts: Parts) {}

  /** The one that is looked at. */
  get thread(): PlacedThread | undefined {
    return this.parts.store.find(this.active)
  }

  /** In the editor that shows the text now; null when there is none. */
  attach(view: EditorView | null): void {
    this.view = view
    this.draw()
  }

  choose(filter: Filter): void {
    this.filter = filter
    this.look('')
  }

  /** At the thread of that key, and no other. */
  look(key: string): void {
    this.active = key
    this.draw()
  }

  /** To the next remark in the order of the text, and its words. */
  step(by: 1 | -1): void {
    const { threads } = this
    const at = threads.findIndex(({ key }) => key === this.active)
    const next = threads[at < 0 ? 0 : (at + by + threads.length) % threads.length]
    if (!next) return
    this.open(next.key)
    const { place } = next
    if (place && place.kind !== 'detached') this.goTo(place)
  }

  /** Brings a place of the text, and what stands beside it, to where no sheet is over it. */
  goTo({ from }: Stretch): void {
    const where = this.parts.sheet.isNeeded ? ABOVE_SHEET : MIDDLE
    this.view?.dispatch({ effects: EditorView.scrollIntoView(from, where) })
  }

  /** Looks at the thread of that key, wherever its card is. */
  open(key: string): void {
    this.parts.sheet.open()
    this.look(key)
    this.parts.cards.element(key)?.scrollIntoView({ block: 'nearest' })
  }

  focusText(): void {
    this.view?.focus()
  }

  /** What was selected is said something about: nothing more is offered for it. */
  deselect(): void {
    this.view?.dispatch({ selection: { anchor: this.view.state.selection.main.to } })
  }

  /** Puts the caret behind the words of the thread that is looked at. */
  selectWords(): void {
    const place = this.thread?.place
    if (!this.view || !place || place.kind === 'detached') return
    this.view.dispatch({ selection: { anchor: place.to }, scrollIntoView: true })
  }

  /** Which marks and cards there are has changed. */
  draw(): void {
    const { store, bar, cards, sheet, draft } = this.parts
    const headings = this.view ? headingsOf(this.view.state) : []
    // What somebody is writing in has its place, whatever became of it meanwhile.
    const kept = new Set([this.active, ...cards.inUse])
    const chosen = chosenFrom(store.threads, headings, this.filter, kept)
    this.threads = chosen.threads
    if (sheet.isNeeded && sheet.isOpen && !draft.isOpen) this.active ||= this.threads[0]?.key ?? ''
    bar.show(chosen, store.mayComment)
    sheet.tell(this.threads.length)
    if (this.view) showMarks(this.view, [...marksOf(this.threads, this.active), ...draft.marks])
    this.place()
  }

  /** Where the cards stand has changed; once a frame. */
  readonly drawSoon = (): void => {
    this.isMoved = true
    this.scrolledSoon()
  }

  /** The window shows another part of the text; once a frame. */
  readonly scrolledSoon = (): void => {
    if (this.drawing) return
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0
      if (this.isMoved) this.place()
      else this.parts.cards.scrolled()
    })
  }

  private place(): void {
    if (!this.view) return
    this.isMoved = false
    const { cards, draft } = this.parts
    const beside = draft.isOpen ? [...this.threads, draft.beside] : this.threads
    const placed = placedBeside(this.view, beside, cards.top)
    if (draft.isOpen) placed.sort((one, other) => one.top - other.top)
    cards.show(placed, draft.isOpen ? DRAFT : this.active)
  }
}
