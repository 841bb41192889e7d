// The head of the margin: how many remarks there are, which are shown, and the way to all of them.
import { plural } from '../plural'
import { words } from '../words'
import { type Filter, isFilter } from './filters'

export interface MarginBar {
  readonly element: HTMLElement
  show(count: number, mayComment: boolean): void
}

export interface MarginBarOptions {
  /** Where all remarks stand on one page. */
  reviewPage: string
  filter(filter: Filter): void
  /** Something is to be said about the whole text. */
  sayOnWhole(): void
  step(by: 1 | -1): void
  close(): void
}

const FILTERS: readonly (readonly [Filter, string])[] = [
  ['open', words.filterOpen],
  ['new', words.filterNew],
  ['proposals', words.filterProposals],
  ['mine', words.filterMine],
  ['me', words.filterMe],
  ['detached', words.filterDetached],
  ['closed', words.filterClosed],
]

export function marginBar(options: MarginBarOptions): MarginBar {
  const element = document.createElement('header')
  element.className = 'margin-bar'
  const count = element.appendChild(document.createElement('p'))
  count.className = 'margin-count'
  element.append(filterField(options.filter))
  const whole = button(words.remarkWhole, options.sayOnWhole)
  whole.hidden = true // until the server has said that one may
  const all = document.createElement('a')
  all.className = 'margin-all'
  all.href = options.reviewPage
  all.textContent = words.remarkAll
  const steps = document.createElement('div')
  steps.className = 'margin-steps'
  steps.append(
    button('‹', () => options.step(-1), words.remarkPrevious),
    button('›', () => options.step(1), words.remarkNext),
    button('×', options.close, words.remarkClose),
  )
  element.append(whole, all, steps)
  return {
    element,
    show(shown, mayComment) {
      count.textContent = plural(words.remarksHere, shown)
      whole.hidden = !mayComment
    },
  }
}

function filterField(choose: (filter: Filter) => void): HTMLElement {
  const select = document.createElement('select')
  select.className = 'margin-filter'
  select.setAttribute('aria-label', words.remarkFilter)
  for (const [value, name] of FILTERS) select.add(new Option(name, value))
  select.addEventListener('change', () => {
    if (isFilter(select.value)) choose(select.value)
  })
  return select
}

function button(text: string, act: () => void, name?: string): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'button button-quiet'
  made.textContent = text
  if (name) made.setAttribute('aria-label', name)
  made.addEventListener('click', act)
  return made
}
