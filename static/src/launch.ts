// The launch view: the page's sections as slides, one at a time.

import { Slide } from './launch/slide'
import {
  type Direction,
  type Position,
  type Step,
  stepOfClick,
  stepOfKey,
  stepOfSwipe,
  stepped,
} from './launch/steps'
import { words } from './words'

/** After which, in full screen, the controls leave: nobody moved anything. */
const STILL_MS = 3000

const ACTIVE = 'a, button, input, select, textarea'

function part<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element as Kind
}

function filled(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '')
}

class Presentation {
  private readonly slides = [...document.querySelectorAll<HTMLElement>('.slide')].map(
    (element) => new Slide(element),
  )
  private readonly numbers = new Intl.NumberFormat(document.documentElement.lang)
  private readonly full = part<HTMLButtonElement>('full')
  private at: Position = { slide: 0, page: 0 }
  private touch: { readonly x: number; readonly y: number } | null = null
  private swiped = false
  private stillness = 0

  start(): void {
    document.body.classList.add('launch-staged')
    for (const id of ['bar', 'line']) part(id).hidden = false
    this.full.hidden = !document.fullscreenEnabled
    this.listen()
    this.nameFull()
    this.goTo(this.asked() ?? this.at)
    // Letters are measured anew once they are there.
    void document.fonts.ready.then(() => this.fitAgain())
  }

  private listen(): void {
    document.addEventListener('keydown', (event) => this.press(event))
    document.addEventListener('click', (event) => this.click(event))
    document.addEventListener('focusin', (event) => this.follow(event))
    document.addEventListener('touchstart', (event) => this.touchDown(event), { passive: true })
    document.addEventListener('touchend', (event) => this.touchUp(event))
    document.addEventListener('fullscreenchange', () => this.nameFull())
    for (const kind of ['pointermove', 'pointerdown', 'keydown', 'focusin'])
      document.addEventListener(kind, () => this.stir(), { passive: true })
    addEventListener('resize', () => this.fitAgain())
    addEventListener('hashchange', () => {
      const asked = this.asked()
      if (asked && asked.slide !== this.at.slide) this.tell(asked)
    })
    for (const button of document.querySelectorAll<HTMLElement>('[data-step]'))
      button.addEventListener('click', () => this.step(button.dataset.step as Step))
    this.full.addEventListener('click', () => void this.toggleFull())
  }

  private get direction(): Direction {
    return getComputedStyle(document.documentElement).direction === 'rtl' ? 'rtl' : 'ltr'
  }

  /** The slide that the address names. */
  private asked(): Position | null {
    const id = decodeURIComponent(location.hash.slice(1))
    const slide = this.slides.findIndex(({ element }) => element.id === id)
    return slide < 0 ? null : { slide, page: 0 }
  }

  private step(step: Step): void {
    const pages = this.slides[this.at.slide]?.pages ?? 1
    const next = stepped(this.at, step, this.slides.length, pages)
    if (next !== this.at) this.tell(next)
  }

  /** Goes there, and says so to who does not see it. */
  private tell(next: Position): void {
    // Only from now on: the page itself does not fade away when it becomes slides.
    document.body.classList.add('launch-moving')
    this.goTo(next)
    part('spoken').textContent = filled(words.launchSpoken, {
      title: this.slides[this.at.slide]?.title ?? '',
      place: this.place(),
    })
  }

  private goTo(next: Position): void {
    const [left, shown] = [this.slides[this.at.slide], this.slides[next.slide]]
    if (!shown) return
    const hadFocus = left !== shown && left?.element.contains(document.activeElement)
    left?.element.classList.remove('slide-shown')
    shown.element.classList.add('slide-shown')
    shown.fit()
    this.at = { slide: next.slide, page: shown.show(next.page) }
    if (hadFocus) shown.element.focus({ preventScroll: true })
    history.replaceState(null, '', `#${shown.element.id}`)
    this.drawPlace()
  }

  private fitAgain(): void {
    this.goTo(this.at)
  }

  private place(): string {
    const number = (value: number) => this.numbers.format(value)
    const of = (value: number, total: number) =>
      filled(words.launchPlace, { number: number(value), total: number(total) })
    const pages = this.slides[this.at.slide]?.pages ?? 1
    const place = of(this.at.slide + 1, this.slides.length)
    return pages > 1 ? `${place} · ${of(this.at.page + 1, pages)}` : place
  }

  private drawPlace(): void {
    const { slide } = this.at
    part('place').textContent = this.place()
    part('line').style.setProperty('--done', String((slide + 1) / this.slides.length))
    const pages = this.slides[slide]?.pages ?? 1
    const isEnd = slide === this.slides.length - 1 && this.at.page === pages - 1
    const ends: Record<string, boolean> = { back: slide === 0 && this.at.page === 0, on: isEnd }
    for (const [step, is] of Object.entries(ends))
      document.querySelector(`[data-step="${step}"]`)?.setAttribute('aria-disabled', String(is))
  }

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target instanceof Element ? event.target : null
    if (event.key === 'Escape' && document.fullscreenElement) void document.exitFullscreen()
    if (event.key === ' ' && target?.closest(ACTIVE)) return
    // What scrolls is scrolled by the keys that would turn the page elsewhere.
    const frame = target?.closest('.table-frame')
    if (frame && (frame.scrollHeight > frame.clientHeight || frame.scrollWidth > frame.clientWidth))
      return
    const step = stepOfKey(event.key, event.shiftKey, this.direction)
    if (!step) return
    event.preventDefault()
    this.step(step)
  }

  private click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null
    if (this.swiped || event.detail === 0 || target?.closest(`${ACTIVE}, .launch-bar`)) return
    if (getSelection()?.isCollapsed === false) return
    const step = stepOfClick(event.clientX / innerWidth, this.direction)
    if (step) this.step(step)
  }

  private touchDown(event: TouchEvent): void {
    const [finger] = event.touches
    this.swiped = false
    this.touch =
      finger && event.touches.length === 1 ? { x: finger.clientX, y: finger.clientY } : null
  }

  private touchUp(event: TouchEvent): void {
    const [finger] = event.changedTouches
    const { touch } = this
    this.touch = null
    if (!finger || !touch || (event.target as Element).closest('.table-frame')) return
    const step = stepOfSwipe(finger.clientX - touch.x, finger.clientY - touch.y, this.direction)
    if (!step) return
    this.swiped = true
    this.step(step)
  }

  /** A link on a page that is not shown gets the focus: its page is turned to. */
  private follow(event: FocusEvent): void {
    const slide = this.slides[this.at.slide]
    if (!(event.target instanceof Element) || event.target === slide?.element) return
    if (!slide?.element.contains(event.target)) return
    const page = slide.pageOf(event.target)
    if (page !== this.at.page) this.goTo({ slide: this.at.slide, page })
  }

  private async toggleFull(): Promise<void> {
    if (document.fullscreenElement) await document.exitFullscreen()
    else await document.documentElement.requestFullscreen({ navigationUI: 'hide' })
  }

  private nameFull(): void {
    const label = document.fullscreenElement ? words.launchLeave : words.launchFull
    const shown = this.full.querySelector('span')
    if (shown) shown.textContent = label
    this.stir()
  }

  /** Somebody moves something: the controls are there, and leave again when all is still. */
  private stir(): void {
    document.body.classList.remove('launch-still')
    clearTimeout(this.stillness)
    if (!document.fullscreenElement) return
    this.stillness = window.setTimeout(() => document.body.classList.add('launch-still'), STILL_MS)
  }
}

new Presentation().start()
