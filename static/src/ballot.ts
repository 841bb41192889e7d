// What a ballot says, kept true in words while somebody chooses. Without a script it is sent as well.

const MOST_NAMED = 3

/** The sentence in its parts, as `app/wording/ballots.py` gives them. */
type Frames = {
  all: Record<string, string>
  but: Record<string, string>
  clause: Record<string, string>
  next: string
  more: string
  none: string
}

/** Show the sentence of the page's ballot, if it has one, and warn before it is lost. */
export function tellBallot(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form[data-ballot]')
  const bar = form?.querySelector<HTMLElement>('[data-ballot-bar]')
  if (!form || !bar) return
  const frames: Frames = JSON.parse(form.dataset.ballot ?? '')
  let isUnsent = false

  function tell(): void {
    if (!form) return
    const told = sentence(form, frames)
    for (const place of form.querySelectorAll<HTMLElement>('[data-ballot-sentence]')) {
      if (place.textContent !== told) place.textContent = told
      place.hidden = false
    }
    for (const stances of form.querySelectorAll('[data-stances]')) demandWords(stances)
  }

  form.addEventListener('input', () => {
    isUnsent = true
    tell()
  })
  form.addEventListener('invalid', (event) => unfold(event.target), true)
  form.addEventListener('submit', () => {
    isUnsent = false
  })
  addEventListener('beforeunload', (event) => {
    if (isUnsent) event.preventDefault()
  })
  tell()
  bar.hidden = false
}

/** What the ballot says: of the whole text, and of the clauses on which it says something else. */
export function sentence(form: ParentNode, frames: Frames): string {
  const whole = form.querySelector<HTMLInputElement>('[name="stance"]:checked')?.value
  if (whole === undefined) return frames.none
  const others = [...form.querySelectorAll<HTMLElement>('[data-clause]')]
    .map((clause) => ({ name: clause.dataset.clause ?? '', stance: stanceOn(clause) }))
    .filter(({ stance }) => stance !== '' && stance !== whole)
  const said = others
    .slice(0, MOST_NAMED)
    .map(({ name, stance }) => put(frames.clause[stance], { clause: `\u2068${name}\u2069` }))
  if (said.length === 0) return frames.all[whole] ?? ''
  const list = said.reduce((one, other) => put(frames.next, { one, other }))
  const clauses = others.length > MOST_NAMED ? put(frames.more, { clauses: list }) : list
  return put(frames.but[whole], { clauses })
}

/** The stance on a clause, or '' where it is that on the whole text. */
function stanceOn(clause: ParentNode): string {
  const chosen = clause.querySelector<HTMLInputElement>('[data-stances] :checked')
  if (!chosen || chosen.value === 'same') return ''
  return chosen.dataset.kept ?? chosen.value
}

/** In one go: what people call a clause may itself hold braces. */
function put(frame: string | undefined, words: Record<string, string>): string {
  return (frame ?? '').replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole)
}

/** An objection needs its words. */
function demandWords(stances: ParentNode): void {
  const objects = stances.querySelector<HTMLInputElement>('[value="object"]')?.checked ?? false
  for (const words of stances.querySelectorAll('textarea')) words.required = objects
}

/** Nobody could be led to a field that is folded away. */
function unfold(field: EventTarget | null): void {
  let fold = field instanceof Element ? field.closest('details') : null
  while (fold) {
    fold.open = true
    fold = fold.parentElement?.closest('details') ?? null
  }
}
