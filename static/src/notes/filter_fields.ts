// The fields by which somebody chooses which remarks are shown.
import { words } from '../words'
import { type Filter, isKind, type Kind, type Possibility } from './filters'

const KINDS: readonly (readonly [Kind, string])[] = [
  ['open', words.filterOpen],
  ['new', words.filterNew],
  ['proposals', words.filterProposals],
  ['mine', words.filterMine],
  ['me', words.filterMe],
  ['detached', words.filterDetached],
  ['closed', words.filterClosed],
]

export class FilterFields {
  readonly element = document.createElement('div')
  private readonly kind = field(words.remarkFilter)
  private readonly clause = field(words.clause)
  private readonly person = field(words.person)

  constructor(choose: (filter: Filter) => void) {
    this.element.className = 'margin-filters'
    this.element.append(this.kind, this.clause, this.person)
    for (const [value, name] of KINDS) this.kind.add(new Option(name, value))
    this.offer([], [])
    this.element.addEventListener('change', () => {
      const { value } = this.kind
      const [clause, person] = [this.clause.value, this.person.value]
      if (isKind(value)) choose({ kind: value, clause, person })
    })
  }

  /** What there is to choose from under what is chosen. */
  offer(clauses: readonly Possibility[], people: readonly Possibility[]): void {
    fill(this.clause, words.clauseAny, clauses)
    fill(this.person, words.personAny, people)
  }

  focus(): void {
    this.kind.focus()
  }
}

function field(name: string): HTMLSelectElement {
  const select = document.createElement('select')
  select.className = 'margin-filter'
  select.setAttribute('aria-label', name)
  return select
}

/** Only when something changed: the list may be open. */
function fill(select: HTMLSelectElement, any: string, possibilities: readonly Possibility[]): void {
  const wanted = [
    { value: '', text: any },
    ...possibilities.map(({ value, name, count }) => ({ value, text: `${name} (${count})` })),
  ]
  const options = [...select.options]
  const isSame = wanted.every(
    ({ value, text }, at) => options[at]?.value === value && options[at]?.text === text,
  )
  if (isSame && options.length === wanted.length) return
  const chosen = select.value
  select.replaceChildren(...wanted.map(({ value, text }) => new Option(text, value)))
  select.value = chosen
}
