// Going from change to change on a page of differences: by its buttons, and by N and P (or J, K).

const MARKS = 'ins, del'
const WHOLE = '.new, .gone'
const KEYS: Record<string, number> = { n: 1, j: 1, p: -1, k: -1 }

/** Show the buttons of the page, if it has some, and listen to its keys. */
export function stepThroughChanges(page: Document): void {
  const bar = page.querySelector<HTMLElement>('[data-changes]')
  const place = bar?.querySelector<HTMLElement>('[data-place]')
  const keys = bar?.querySelector<HTMLInputElement>('[data-keys]')
  if (!bar || !place || !keys) return
  const stops = changesIn(page)
  let current = -1

  function step(by: number): void {
    if (!place || stops.length === 0) return
    stops[current]?.classList.remove('change-current')
    current =
      current < 0 && by < 0 ? stops.length - 1 : (current + by + stops.length) % stops.length
    const stop = stops[current]
    if (!stop) return
    show(stop)
    place.textContent = (place.dataset.place ?? '')
      .replace('{place}', String(current + 1))
      .replace('{count}', String(stops.length))
  }

  for (const button of bar.querySelectorAll<HTMLElement>('[data-step]')) {
    button.addEventListener('click', () => step(Number(button.dataset.step)))
  }
  page.addEventListener('keydown', (event) => {
    const by = KEYS[event.key.toLowerCase()]
    // Who speaks to their computer, or presses keys by chance, can turn them off.
    if (by === undefined || !keys.checked || isMeantOtherwise(event)) return
    event.preventDefault()
    step(by)
  })
  bar.hidden = false
}

/** Where one stops: words that changed, blocks that came or went, clauses that only moved. */
export function changesIn(page: ParentNode): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>('.change')].flatMap((clause) => {
    const marks = [...clause.querySelectorAll<HTMLElement>(MARKS)].filter((mark) =>
      begins(mark, clause),
    )
    return marks.length > 0 ? marks : [clause]
  })
}

/** Whether a change begins with this mark: none touches it, and its block is the first of several. */
function begins(mark: HTMLElement, clause: HTMLElement): boolean {
  const block = outermost(mark, clause)
  if (block) {
    return block.querySelector(MARKS) === mark && !block.previousElementSibling?.matches(WHOLE)
  }
  const before = mark.previousSibling
  return !(before instanceof HTMLElement && before.matches(MARKS))
}

function outermost(mark: HTMLElement, clause: HTMLElement): Element | null {
  let found: Element | null = null
  for (let at: Element | null = mark; at && at !== clause; at = at.parentElement) {
    if (at.matches(WHOLE)) found = at
  }
  return found
}

function show(stop: HTMLElement): void {
  stop.classList.add('change-current')
  stop.tabIndex = -1
  stop.focus({ preventScroll: true })
  stop.scrollIntoView({ block: 'center' })
}

function isMeantOtherwise(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  return event.target instanceof Element && event.target.matches('select, textarea, [type="text"]')
}
