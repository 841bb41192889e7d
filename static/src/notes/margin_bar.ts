// The head of the margin: how many remarks there are, which are shown, and the way to all of them.
import { plural } from '../plural'
import { words } from '../words'
import type { Chosen } from './chosen'
import { FilterFields } from './filter_fields'
import type { Filter } from './filters'

export interface MarginBar {
  readonly element: HTMLElement
  show(chosen: Chosen, mayComment: boolean): void
  focus(): void
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

export function marginBar(options: MarginBarOptions): MarginBar {
  const element = document.createElement('header')
  element.className = 'margin-bar'
  const count = element.appendChild(document.createElement('p'))
  count.className = 'margin-count'
  const fields = new FilterFields(options.filter)
  const whole = button(words.remarkWhole, options.sayOnWhole)
  whole.classList.add('margin-whole')
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
  element.append(fields.kind, steps, fields.narrower, whole, all)
  return {
    element,
    show({ threads, clauses, people }, mayComment) {
      count.textContent = plural(words.remarksHere, threads.length)
      fields.offer(clauses, people)
      whole.hidden = !mayComment
    },
    focus: () => fields.kind.focus(),
  }
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
