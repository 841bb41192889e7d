// The page of one document: provider, editor, status, people and outline put together.
import { headingArrivedAt } from './arrival'
import { fetchMoments } from './authorship/server'
import { WhoWrote } from './authorship/who_wrote'
import { type Editor, openEditor } from './editor/editor'
import { headingsOf } from './headings'
import { drawKeptWords } from './kept_words_panel'
import { Margin } from './notes/margin'
import { drawOutline } from './outline'
import { drawPresence } from './presence_list'
import { openSocket } from './provider/connection'
import { openProvider, type Provider, type Rights } from './provider/provider'
import { drawRights } from './rights_note'
import { drawStatusLine } from './status_line'

const OUTLINE_AFTER_MS = 300
/** States in which the server tells this browser nothing more. */
const SHUT_OUT = ['signed_out', 'forbidden']

function part(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element
}

/** The page as the server laid it out; `data-*` says which document and whose browser. */
class DocumentPage {
  private readonly page = part('document')
  private readonly provider: Provider
  private readonly margin: Margin
  private readonly whoWrote: WhoWrote
  private editor: Editor | null = null
  private outlineTimer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    const { document = '', person = '', generation } = this.page.dataset
    this.provider = openProvider({
      document,
      person,
      generation: Number(generation),
      connect: openSocket,
    })
    this.margin = new Margin({
      column: part('margin'),
      opener: part('remarks'),
      document,
      token: tokenOfForms(),
      text: this.provider.text,
      onChange: () => this.outlineSoon(),
    })
    this.whoWrote = this.openWhoWrote(document)
    this.provider.on('changed', ({ what, id }) => {
      if (what === 'threads') this.margin.changed(String(id ?? ''))
    })
    this.provider.on('rights', (rights) => this.allow(rights))
    this.provider.on('doc', () => this.reopen())
    this.provider.on('presence', () => this.showPeople())
    this.provider.on('status', () => this.openOffline())
    drawStatusLine(part('status'), this.provider)
    tellBarHeight()
    drawKeptWords(part('kept-words'), this.provider)
  }

  private openWhoWrote(document: string): WhoWrote {
    const { provider } = this
    return new WhoWrote({
      button: part('who-wrote') as HTMLButtonElement,
      panel: part('legend'),
      memory: { name: `who-wrote:${document}`, storage: sessionStorage },
      telling: {
        language: globalThis.document.documentElement.lang,
        zone: this.page.dataset.zone ?? '',
      },
      text: () => provider.text,
      people: () => provider.people,
      fetch: () => fetchMoments(document),
    })
  }

  private get canEdit(): boolean {
    return this.provider.rights?.canEdit ?? this.page.dataset.canEdit === 'true'
  }

  private get isShutOut(): boolean {
    return SHUT_OUT.includes(this.provider.rights?.state ?? '')
  }

  /** The server has spoken: until then its own rendering of the text stands here. */
  private allow(rights: Rights): void {
    const isNews = this.editor !== null
    if (this.editor) this.editor.setCanEdit(rights.canEdit)
    else if (rights.state !== 'signed_out') this.open()
    drawRights(this.page, rights, isNews)
    if (this.isShutOut) this.margin.forget(this.provider.text)
    else this.margin.rejoin(this.provider.text)
    this.whoWrote.attach(this.isShutOut ? null : (this.editor?.view ?? null))
  }

  private open(): void {
    const { provider } = this
    this.editor = openEditor({
      parent: part('editor'),
      toolbar: part('toolbar'),
      text: provider.text,
      canEdit: this.canEdit,
      nonce: this.page.dataset.nonce ?? '',
      extensions: [this.margin.extension, this.whoWrote.extension],
      onCursor: (cursor) => provider.setCursor(cursor),
    })
    if (this.isShutOut) this.margin.forget(provider.text)
    else this.margin.rejoin(provider.text)
    this.margin.attach(this.editor.view)
    this.whoWrote.attach(this.isShutOut ? null : this.editor.view)
    provider.text.observe(this.outlineSoon)
    this.showPeople()
    const place = headingArrivedAt(part('outline'), location.hash)
    this.showOutline()
    if (place !== null) this.goToHeading(place)
  }

  /** Whoever followed a link to a clause is led there once more: the text has just been drawn anew. */
  private goToHeading(place: number): void {
    const { editor } = this
    const heading = editor && headingsOf(editor.view.state)[place]
    if (heading) editor.goTo(heading.position)
  }

  private reopen(): void {
    if (!this.editor) return
    this.margin.attach(null)
    this.whoWrote.attach(null)
    this.editor.destroy()
    this.open()
  }

  /** Without a line, what this device has kept is better than nothing to write on. */
  private openOffline(): void {
    const { status, text } = this.provider
    if (status.kind === 'offline' && !this.editor && text.length > 0) this.open()
  }

  private showPeople(): void {
    const { provider } = this
    const self = provider.people.get(provider.doc.clientID) ?? null
    drawPresence(part('presence'), self, provider.presence)
    this.editor?.showPresence(provider.presence)
    this.whoWrote.peopleChanged()
  }

  private readonly outlineSoon = (): void => {
    clearTimeout(this.outlineTimer)
    this.outlineTimer = setTimeout(() => this.showOutline(), OUTLINE_AFTER_MS)
  }

  private showOutline(): void {
    const view = this.editor?.view
    if (!view) return
    const headings = headingsOf(view.state)
    const remarks = this.margin.countsFrom(headings.map(({ position }) => position))
    drawOutline(part('outline'), headings, (position) => this.editor?.goTo(position), remarks)
  }
}

/** The mark that every form of the page carries. */
function tokenOfForms(): string {
  return document.querySelector<HTMLInputElement>('input[name=csrf_token]')?.value ?? ''
}

/** What sticks below the page's bar must know how high it is: it wraps on narrow screens. */
function tellBarHeight(): void {
  const bar = part('toolbar').parentElement
  if (!bar) return
  const root = document.documentElement
  new ResizeObserver(() => {
    root.style.setProperty('--bar-height', `${bar.offsetHeight}px`)
  }).observe(bar)
}

new DocumentPage()
