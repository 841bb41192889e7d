// Saying something about selected words: a small form that waits beside them.
import { words } from '../words'
import type { Anchor } from './anchor'

export interface Remark {
  scope: 'words' | 'clause' | 'text'
  anchor: Anchor | null
  words: string
  /** The words proposed instead; null when nothing is proposed. */
  replacement: string | null
}

export interface ComposerOptions {
  anchor: Anchor | null
  scope: Remark['scope']
  /** Whether the form opens with other words to propose. */
  proposes: boolean
  /** What is proposed to begin with; the selected words when that is left out. */
  replacement?: string | undefined
  /** What was typed already, about other words. */
  typed: string
  /** Resolves with a sentence when it could not be said, and with null when it was. */
  say(remark: Remark): Promise<string | null>
  close(): void
}

/**
 * The form as a card; its button puts it away, and focus goes back to the text. So does Escape,
 * unless something is typed: then it leads to that button.
 */
export function composer(options: ComposerOptions): HTMLElement {
  const { anchor, scope, proposes, replacement, typed, say, close } = options
  const form = document.createElement('form')
  form.className = 'card composer'
  form.setAttribute('aria-label', proposes ? words.propose : words.comment)
  const instead = proposes ? field(form, 'replacement', words.remarkInstead) : null
  if (instead) instead.value = replacement ?? anchor?.quote.exact ?? ''
  const said = field(form, 'words', proposes ? words.remarkWhy : words.remarkWords)
  said.required = !proposes
  said.value = typed
  const sentence = form.appendChild(document.createElement('p'))
  sentence.className = 'reason'
  sentence.setAttribute('role', 'alert')
  sentence.hidden = true
  const cancel = button(words.remarkCancel, close)
  form.append(acts(cancel))
  const proposed = instead?.value
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape')
      said.value.trim() || instead?.value !== proposed ? cancel.focus() : close()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (form.ariaBusy === 'true') return
    form.ariaBusy = 'true'
    const remark = { scope, anchor, words: said.value, replacement: instead?.value ?? null }
    void say(remark).then((problem) => {
      form.ariaBusy = 'false'
      sentence.hidden = problem === null
      sentence.textContent = problem
    })
  })
  return form
}

function field(form: HTMLElement, name: string, title: string): HTMLTextAreaElement {
  const label = form.appendChild(document.createElement('label'))
  const area = form.appendChild(document.createElement('textarea'))
  area.id = `composer-${form.children.length}`
  area.className = 'field'
  area.rows = 3
  area.dir = 'auto'
  area.name = name
  label.htmlFor = area.id
  label.textContent = title
  return area
}

function acts(cancel: HTMLElement): HTMLElement {
  const row = document.createElement('div')
  row.className = 'card-acts'
  const send = row.appendChild(document.createElement('button'))
  send.className = 'button'
  send.textContent = words.remarkSend
  row.append(cancel)
  return row
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'button button-quiet'
  made.textContent = text
  made.addEventListener('click', act)
  return made
}
