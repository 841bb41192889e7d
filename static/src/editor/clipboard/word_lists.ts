// Word writes a list as loose paragraphs that name their level: this nests them again.

/** One item as Word leaves it: where it stands, how deep, and what its label said. */
interface Item {
  element: HTMLElement
  level: number
  ordered: boolean
}

const MAX_LEVEL = 9

/** Turns Word's list paragraphs (desktop and web) inside `root` into nested `ul` and `ol`. */
export function nestWordLists(root: HTMLElement): void {
  unwrapWebLists(root)
  let open: HTMLElement[] = []
  let last: Element | null = null
  for (const element of root.querySelectorAll<HTMLElement>('p, [data-list]')) {
    const item = itemOf(element)
    if (!item) continue
    const follows = last !== null && element.previousElementSibling === last
    if (!follows) open = []
    open = place(item, open)
    last = open[0] ?? null
  }
}

function itemOf(element: HTMLElement): Item | null {
  const written = /mso-list:\s*l\d+\s+level(\d+)/i.exec(element.dataset.style ?? '')?.[1]
  const level = Number(element.dataset.level ?? written)
  if (!level) return null
  const label = takeLabel(element)
  const ordered = element.dataset.list ? element.dataset.list === 'OL' : /[\p{L}\p{N}]/u.test(label)
  return { element, level: Math.min(level, MAX_LEVEL), ordered: ordered && label !== 'o' }
}

/** Word on the web gives each item a list of its own and keeps the level in an attribute. */
function unwrapWebLists(root: HTMLElement): void {
  for (const wrapper of root.querySelectorAll('.ListContainerWrapper')) {
    wrapper.replaceWith(...wrapper.childNodes)
  }
  for (const item of root.querySelectorAll<HTMLElement>('li[data-aria-level]')) {
    const list = item.parentElement
    if (!list || list.querySelector('ul, ol')) continue
    const paragraph = root.ownerDocument.createElement('div')
    paragraph.dataset.list = list.tagName
    paragraph.dataset.level = item.dataset.ariaLevel ?? '1'
    paragraph.append(...item.childNodes)
    list.before(paragraph)
    item.remove()
    if (!list.childElementCount) list.remove()
  }
}

/** Removes the bullet or number that Word wrote into the text, and returns it. */
function takeLabel(element: HTMLElement): string {
  const label = [...element.querySelectorAll<HTMLElement>('span')].find((span) =>
    /mso-list:\s*ignore/i.test(span.dataset.style ?? ''),
  )
  label?.remove()
  return (label?.textContent ?? '').replace(/[\s\u00a0]/g, '')
}

/** Moves an item into the lists that are open, outermost first; returns those open afterwards. */
function place(item: Item, open: readonly HTMLElement[]): HTMLElement[] {
  const { element, level, ordered } = item
  const lists = open.slice(0, level)
  if (lists.length === level && isOrdered(lists.at(-1)) !== ordered && level > 1) lists.pop()
  if (level === 1 && lists[0] && isOrdered(lists[0]) !== ordered) lists.pop()
  while (lists.length < level) lists.push(openList(element, lists.at(-1), ordered))
  const li = element.ownerDocument.createElement('li')
  li.append(...element.childNodes)
  lists.at(-1)?.append(li)
  element.remove()
  return lists
}

function openList(element: HTMLElement, outer: HTMLElement | undefined, ordered: boolean) {
  const list = element.ownerDocument.createElement(ordered ? 'ol' : 'ul')
  if (!outer) element.before(list)
  else
    (outer.lastElementChild ?? outer.appendChild(element.ownerDocument.createElement('li'))).append(
      list,
    )
  return list
}

function isOrdered(list: HTMLElement | undefined): boolean {
  return list?.tagName === 'OL'
}
