import { largestFitting, type Sizes, sizesFor } from './letters'

/** The share of a slide that its heading may take from the words below it. */
const HEAD_SHARE = 0.34

/** One slide: its letters are as large as the screen allows, and what is left over makes pages. */
export class Slide {
  private readonly inner: HTMLElement
  private readonly head: HTMLElement | null
  private readonly flow: HTMLElement | null
  private page = 0

  constructor(readonly element: HTMLElement) {
    this.inner = element.querySelector<HTMLElement>('.slide-inner') ?? element
    this.head = element.querySelector('.slide-head')
    this.flow = element.querySelector('.slide-flow')
  }

  get title(): string {
    return this.element.getAttribute('aria-label') ?? ''
  }

  /** How many screens it takes. */
  get pages(): number {
    const { flow } = this
    return flow ? Math.max(1, Math.round((flow.scrollWidth + this.gap) / this.stride)) : 1
  }

  /** The page on which an element of this slide stands. */
  pageOf(part: Element): number {
    const { flow } = this
    if (!flow?.contains(part)) return 0
    const edge = this.isRightToLeft ? 'right' : 'left'
    const far = part.getBoundingClientRect()[edge] - flow.getBoundingClientRect()[edge]
    return Math.max(0, Math.floor((Math.abs(far) + 1) / this.stride))
  }

  /** Shows one page; of a page that it has not, the last one. Returns which that is. */
  show(page: number): number {
    this.page = Math.min(page, this.pages - 1)
    const way = this.isRightToLeft ? 1 : -1
    this.flow?.style.setProperty('--shift', `${way * this.page * this.stride}px`)
    this.element.classList.toggle('slide-continued', this.page > 0)
    return this.page
  }

  /** Chooses the sizes of its letters for the screen as it is now. */
  fit(): void {
    const { flow, head, inner } = this
    const sizes = sizesFor(innerWidth, innerHeight)
    const { paddingBlockStart, paddingBlockEnd, rowGap } = getComputedStyle(inner)
    const room = inner.clientHeight - pixels(paddingBlockStart) - pixels(paddingBlockEnd)
    if (head) {
      const most = flow ? room * HEAD_SHARE : room
      this.choose('--head', sizes, () => head.offsetHeight <= most && !isTooWide(head))
    }
    if (!flow) return
    const left = head ? room - head.offsetHeight - pixels(rowGap) : room
    this.set('--room', left)
    this.choose('--size', sizes, () => !isTooWide(flow) && holdAll(flow))
    if (this.pages > 1) this.spread(sizes, left)
  }

  /** Makes the pages of a slide alike, so that the last one is not left with a line or two. */
  private spread(sizes: Sizes, room: number): void {
    const { flow, pages } = this
    const isNoLonger = () => this.pages <= pages
    this.choose('--size', sizes, () => isNoLonger() && (!flow || holdAll(flow)))
    const spared = largestFitting({ largest: room / 2, smallest: 0 }, (tried) => {
      this.set('--room', room - tried)
      return isNoLonger()
    })
    this.set('--room', room - spared)
  }

  private choose(name: string, sizes: Sizes, fits: () => boolean): void {
    const size = largestFitting(sizes, (tried) => {
      this.set(name, tried)
      return fits()
    })
    this.set(name, size)
  }

  private set(name: string, size: number): void {
    this.element.style.setProperty(name, `${size}px`)
  }

  private get gap(): number {
    return this.flow ? pixels(getComputedStyle(this.flow).columnGap) : 0
  }

  /** Pixels from one page to the next. */
  private get stride(): number {
    return (this.flow?.clientWidth ?? 0) + this.gap
  }

  private get isRightToLeft(): boolean {
    return getComputedStyle(this.element).direction === 'rtl'
  }
}

function pixels(length: string): number {
  return Number.parseFloat(length) || 0
}

function isTooWide(element: Element): boolean {
  return element.scrollWidth > element.clientWidth + 1
}

/** Whether its tables are seen whole: they scroll in a frame, and never go on on a further page. */
function holdAll(flow: Element): boolean {
  return [...flow.querySelectorAll('.table-frame')].every(
    (frame) => !isTooWide(frame) && frame.scrollHeight <= frame.clientHeight + 1,
  )
}
