// "Who wrote this": the text coloured by person, switched on by a button and off again.

import type { Extension } from '@codemirror/state'
import { EditorView, type ViewUpdate } from '@codemirror/view'
import type * as Y from 'yjs'
import type { Person } from '../cursor'
import { clocksOf } from '../provider/difference'
import { Authors, type Moments } from './authors'
import { Legend } from './legend'
import { momentWords, type Telling } from './moment_words'
import { overlay, runsShown, showOverlay } from './overlay'
import { type Look, PATTERNS } from './overlay_drawing'
import { sharesOf } from './shares'
import { tip } from './tip'
import { type Told, toldAt } from './told'

/** Milliseconds for which nothing changes before the numbers are made anew. */
const SETTLED_MS = 300
/** Milliseconds after which the server is asked again for what was written meanwhile. */
const ASK_AGAIN_MS = 60_000

export interface WhoWroteOptions {
  button: HTMLButtonElement
  panel: HTMLElement
  /** What is remembered in this tab, under a name of its own for each document. */
  memory: { name: string; storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> }
  telling: Telling
  text(): Y.Text
  people(): ReadonlyMap<number, Person>
  fetch(): Promise<Moments>
}

export class WhoWrote {
  /** For the editor of the text. */
  readonly extension: Extension
  private readonly authors: Authors
  private readonly legend: Legend
  private readonly when: (seconds: number | null, now: number) => string
  private readonly looks = new Map<string, Look>()
  private view: EditorView | null = null
  private isOn = false
  private chosen = ''
  private settling: ReturnType<typeof setTimeout> | undefined
  private asking: Promise<void> | null = null
  private askedAt = Number.NEGATIVE_INFINITY
  /** Ids in the text of which nobody knows whose they are. */
  private strangers: ReadonlySet<number> = new Set()

  constructor(private readonly options: WhoWroteOptions) {
    const { button, panel, telling, people, memory } = options
    this.authors = new Authors(people)
    this.when = momentWords(telling)
    this.legend = new Legend({ parent: panel, choose: (key) => this.choose(key) })
    this.isOn = memory.storage.getItem(memory.name) !== null
    // Keeps the selection, and a phone's keyboard, where they are.
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => this.turn(!this.isOn))
    this.extension = [
      overlay,
      tip((position) => this.tell(position)),
      EditorView.updateListener.of((update) => this.follow(update)),
    ]
  }

  /** The editor that shows the text now; null when there is none. */
  attach(view: EditorView | null): void {
    this.view = view
    this.options.button.hidden = !view
    this.draw()
  }

  /** The page may have learnt whose the ids are that nobody knew. */
  peopleChanged(): void {
    if (this.isOn && [...this.strangers].some((client) => this.authors.of(client))) this.draw()
  }

  private turn(isOn: boolean): void {
    const { storage, name } = this.options.memory
    this.isOn = isOn
    if (isOn) storage.setItem(name, 'on')
    else storage.removeItem(name)
    this.draw()
  }

  private choose(key: string): void {
    this.chosen = key
    this.draw()
  }

  private draw(): void {
    const { button, panel } = this.options
    const { view } = this
    const isShown = this.isOn && view !== null
    button.setAttribute('aria-pressed', String(isShown))
    panel.hidden = !isShown
    clearTimeout(this.settling)
    if (!view) return
    this.looks.clear()
    const look = (client: number) => this.lookOf(client)
    showOverlay(view, isShown ? { text: this.options.text(), look } : null)
    if (!isShown) return
    if (this.askedAt < 0) this.ask()
    this.settle()
  }

  /** The same object for the same look, so that neighbours are drawn as one. */
  private lookOf(client: number): Look | null {
    const author = this.authors.of(client)
    if (!author) return null
    const known = this.looks.get(author.key)
    if (known) return known
    const isFaded = this.chosen !== '' && this.chosen !== author.key
    const look = { colour: author.colour, pattern: author.number % PATTERNS, isFaded }
    this.looks.set(author.key, look)
    return look
  }

  private follow(update: ViewUpdate): void {
    if (!this.isOn || update.view !== this.view) return
    if (update.docChanged || update.selectionSet) this.settleSoon()
  }

  private settleSoon(): void {
    clearTimeout(this.settling)
    this.settling = setTimeout(() => this.settle(), SETTLED_MS)
  }

  private settle(): void {
    const { view } = this
    const runs = view && runsShown(view)
    if (!view || !runs) return
    const text = view.state.doc.toString()
    this.meet([...runs.clients()].filter((client) => !this.authors.of(client)))
    const shares = sharesOf(text, runs, this.authors)
    if (this.chosen && !shares.some(({ author }) => author.key === this.chosen)) this.choose('')
    this.legend.show(shares, this.chosen)
    const { head } = view.state.selection.main
    this.legend.tell(this.tell(head - 1) ?? this.tell(head))
  }

  /** Asks the server, once, for people whom nobody named. */
  private meet(strangers: readonly number[]): void {
    if (strangers.some((client) => !this.strangers.has(client))) this.ask()
    this.strangers = new Set(strangers)
  }

  private tell(position: number): Told | null {
    const { view } = this
    const text = this.options.text()
    // While a change is on its way from the view to the text, they name other characters.
    if (!view || !runsShown(view) || position < 0 || text.length !== view.state.doc.length) {
      return null
    }
    const line = view.state.doc.lineAt(position)
    const when = (seconds: number | null) => {
      if (seconds === null && Date.now() - this.askedAt > ASK_AGAIN_MS) this.ask()
      return this.when(seconds, Date.now() / 1000)
    }
    return toldAt({ text, authors: this.authors, when }, position, line)
  }

  /** Asks for the moments; what cannot be fetched now is asked for again when it is needed. */
  private ask(): void {
    const { doc } = this.options.text()
    if (this.asking || !doc) return
    const reach = clocksOf(doc)
    this.askedAt = Date.now()
    this.asking = this.options
      .fetch()
      .then((moments) => this.authors.learn(moments, reach))
      .catch(() => {})
      .finally(() => {
        this.asking = null
        this.draw()
      })
  }
}
