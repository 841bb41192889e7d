// Who has voted, as it is now: looked at again every few seconds while somebody looks at the page.

export const LOOK_MS = 4000
const GONE = [401, 403, 404]
const TYPED = 'textarea, [type="text"], [type="datetime-local"]'

/** Keeps the turnout of the page up to date, if it shows one; without a script a reload does. */
export function followTurnout(page: Document, look = fetchPart, leave = reload): void {
  const turnout = page.querySelector<HTMLElement>('[data-turnout]')
  if (!turnout || turnout.dataset.stage === 'closed') return
  const address = turnout.dataset.turnout ?? ''

  async function again(): Promise<void> {
    if (page.visibilityState === 'visible' && turnout) {
      const fresh = await look(address)
      if (fresh === 'gone') return
      if (fresh) replaceParts(turnout, fresh)
      if (fresh) showStage(page, fresh.dataset.stage ?? '')
      if (fresh?.dataset.stage === 'closed') {
        if (isOnlyLooking(page)) leave()
        return
      }
    }
    setTimeout(again, LOOK_MS)
  }
  setTimeout(again, LOOK_MS)
}

/** Replaces what is otherwise by now, and nothing else: neither focus nor reading starts anew. */
export function replaceParts(turnout: HTMLElement, fresh: HTMLElement): void {
  for (const part of turnout.querySelectorAll<HTMLElement>('[data-part]')) {
    const now = fresh.querySelector<HTMLElement>(`[data-part="${part.dataset.part}"]`)
    if (!now || part.contains(part.ownerDocument.activeElement)) continue
    part.className = now.className
    if (part.innerHTML !== now.innerHTML) part.innerHTML = now.innerHTML
  }
}

/** What can be done depends on how far the round is. */
function showStage(page: Document, stage: string): void {
  for (const act of page.querySelectorAll<HTMLElement>('[data-stages]'))
    act.hidden = !act.dataset.stages?.split(' ').includes(stage)
}

/** Nothing is typed and nothing has the focus: such a page may go on to what was decided. */
function isOnlyLooking(page: Document): boolean {
  const fields = [...page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(TYPED)]
  const isTyped = fields.some((field) => field.value !== field.defaultValue)
  return !isTyped && (page.activeElement === page.body || page.activeElement === null)
}

async function fetchPart(address: string): Promise<HTMLElement | 'gone' | null> {
  try {
    const answer = await fetch(address, { headers: { 'X-Fragment': 'turnout' } })
    if (GONE.includes(answer.status)) return 'gone'
    if (!answer.ok) return null
    const holder = document.createElement('template')
    holder.innerHTML = await answer.text()
    return holder.content.querySelector<HTMLElement>('[data-turnout]')
  } catch {
    return null // there is no line now: it is tried again
  }
}

function reload(): void {
  location.reload()
}
