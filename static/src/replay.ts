// The page that replays the life of a text: the text, the slider below it, and what is told of it.

import { EditorView } from '@codemirror/view'
import { momentFormat } from './authorship/moment_words'
import { openShownPage, showWords } from './editor/shown_page'
import type { Frames } from './replay/frames'
import { Life } from './replay/life'
import { bringNews, news } from './replay/news_drawing'
import { drawNow, nameOf } from './replay/now'
import { Player } from './replay/player'
import { drawMarks, neighbour, type Version, versionAt, versionsIn } from './replay/versions'
import { words } from './words'

/** Pixels kept free between the newest words and what lies over the page. */
const CARET_MARGIN = 40

function part<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element as Kind
}

/** The page as the server laid it out; `data-*` says which document. */
class ReplayPage {
  private readonly page = part('replay')
  private readonly slider = part<HTMLInputElement>('position')
  private readonly list = document.querySelector<HTMLSelectElement>('#versions')
  private readonly versions = versionsIn(this.list)
  private readonly life = new Life((from) => fetchFrames(this.page.dataset.document ?? '', from))
  private readonly player = new Player(this.life, {
    changed: () => this.draw(),
    failed: () => this.tellTrouble(),
    isCalm: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  })
  private readonly view = openShownPage({
    parent: part('text'),
    nonce: this.page.dataset.nonce ?? '',
    extensions: [
      news,
      EditorView.scrollMargins.of(() => ({
        top: CARET_MARGIN,
        bottom: part('player').offsetHeight + CARET_MARGIN,
      })),
    ],
  })
  private readonly moments = momentFormat({
    language: document.documentElement.lang,
    zone: this.page.dataset.zone ?? '',
  })
  private head = 0

  constructor() {
    this.page.hidden = false
    this.slider.addEventListener('input', () =>
      this.act(() => this.goTo(this.slider.valueAsNumber)),
    )
    this.slider.addEventListener('keydown', (event) => this.press(event))
    part('play').addEventListener('click', () => this.act(() => this.toggle()))
    const acts: Record<string, () => unknown> = {
      back: () => this.player.back(),
      on: () => this.player.on(),
      'version-back': () => this.stepTo(-1),
      'version-on': () => this.stepTo(1),
    }
    for (const [name, act] of Object.entries(acts)) {
      const button = this.page.querySelector(`[data-act="${name}"]`)
      button?.addEventListener('click', () => this.act(act))
    }
    const speed = part<HTMLSelectElement>('speed')
    const choose = () => {
      this.player.speed = Number(speed.value)
    }
    speed.addEventListener('change', choose)
    choose()
    this.list?.addEventListener('change', () => {
      const version = this.versions.find(({ number }) => number === Number(this.list?.value))
      if (version) this.act(() => this.goTo(version.seq))
    })
    this.draw()
    void this.player.on() // to the first words there were
  }

  /** Does what somebody asked for, and says where that led. */
  private async act(act: () => unknown): Promise<void> {
    part('trouble').hidden = true
    await act()
    // Who is on the slider hears its value.
    if (document.activeElement !== this.slider) part('spoken').textContent = this.said
  }

  private toggle(): void {
    if (this.player.isPlaying) this.player.pause()
    else void this.player.play()
  }

  private goTo(seq: number): Promise<void> {
    this.player.pause()
    return this.player.goTo(seq)
  }

  private async stepTo(by: -1 | 1): Promise<void> {
    const version = neighbour(this.versions, this.life.standing, by)
    if (version) await this.goTo(version.seq)
  }

  /** A key leads one change on or back, not one row of the log: most rows are single letters. */
  private press(event: KeyboardEvent): void {
    const forward = getComputedStyle(this.slider).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'
    const acts: Record<string, () => unknown> = {
      [forward]: () => this.player.on(),
      ArrowUp: () => this.player.on(),
      [back]: () => this.player.back(),
      ArrowDown: () => this.player.back(),
      ' ': () => this.toggle(),
    }
    const act = acts[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    void this.act(act)
  }

  private draw(): void {
    const { life, player, slider, versions } = this
    const { text } = life
    if (text) {
      bringNews(this.view, life.news, life.people)
      showWords(this.view, text, life.news.caret?.at ?? null)
    }
    this.page.setAttribute('aria-busy', String(player.isLoading || !text))
    this.measure()
    slider.value = String(life.instant.seq)
    slider.setAttribute('aria-valuetext', player.isPlaying ? words.replayPlaying : this.said)
    drawNow(part('now'), life.instant, this.when)
    this.offer(versionAt(versions, life.standing))
    const play = part('play')
    play.dataset.playing = String(player.isPlaying)
    const label = play.querySelector('span')
    if (label) label.textContent = player.isPlaying ? words.replayPause : words.replayPlay
  }

  /** How long the life is shows with what is loaded of it. */
  private measure(): void {
    const { head } = this.life
    if (head === this.head) return
    this.head = head
    this.slider.max = String(head)
    drawMarks(part('marks'), this.versions, head, ({ seq }) => this.act(() => this.goTo(seq)))
  }

  /** The version that the text is just now, in the list and with what can be done with it. */
  private offer(version: Version | undefined): void {
    const links = document.getElementById('links')
    if (!this.list || !links) return
    this.list.value = version ? String(version.number) : ''
    // Their room is kept: what plays must not grow and shrink.
    links.classList.toggle('replay-absent', !version)
    for (const link of links.querySelectorAll('a')) {
      if (version) link.href = (link.dataset.address ?? '').replace(/0$/, String(version.number))
    }
  }

  /** When, who, and which version it is, as they are heard. */
  private get said(): string {
    const { instant, standing } = this.life
    const version = versionAt(this.versions, standing)
    const name = instant.person && nameOf(instant.person)
    return [this.when, name, version?.title].filter(Boolean).join(' · ')
  }

  private get when(): string {
    const { seconds } = this.life.instant
    if (!this.life.text) return words.replayLoading
    return seconds === null ? words.replayStart : this.moments.format(seconds * 1000)
  }

  private tellTrouble(): void {
    const trouble = part('trouble')
    trouble.hidden = false
    trouble.textContent = words.replayFailed
    this.draw()
  }
}

async function fetchFrames(document: string, from: number): Promise<Frames> {
  const answer = await fetch(`/documents/${document}/frames?from=${from}`, {
    headers: { Accept: 'application/json' },
  })
  if (!answer.ok) throw new Error(`frames: ${answer.status}`)
  return answer.json()
}

new ReplayPage()
