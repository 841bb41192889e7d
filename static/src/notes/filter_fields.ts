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
  readonly kind = field(words.remarkFilter)
  /** The clause and the person, to narrow that down. */
  readonly narrower = document.createElement('div')
  private readonly clause = field(words.clause)
  private readonly person = field(words.person)

  constructor(choose: (filter: Filter) => void) {
    this.narrower.className = 'margin-narrower'
    this.narrower.append(this.clause, this.person)
    for (const [value, name] of KINDS) this.kind.add(new Option(name, value))
    this.offer([], [])
    const chosen = () => {
      const { value } = this.kind
      const [clause, person] = [this.clause.value, this.person.value]
      if (isKind(value)) choose({ kind: value, clause, person })
    }
    this.kind.addEventListener('change', chosen)
    this.narrower.addEventListener('change', chosen)
  }

  /** What there is to choose from under what is chosen. */
  offer(clauses: readonly Possibility[], people: readonly Possibility[]): void {
    fill(this.clause, words.clauseAny, clauses)
    fill(this.person, words.personAny, people)
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
