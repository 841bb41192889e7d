// The panel with what a person typed and the server did not take: to read, copy and dismiss.
import type { KeptWords } from './provider/kept_words'
import type { Provider } from './provider/provider'
import { words } from './words'

/** Shows the kept words of `provider` in `parent` whenever there are some; returns how to stop. */
export function drawKeptWords(
  parent: HTMLElement,
  provider: Pick<Provider, 'kept' | 'on' | 'dismissKept'>,
): () => void {
  const draw = (kept: readonly KeptWords[]) => {
    if (kept.length) parent.replaceChildren(panel(kept, () => void provider.dismissKept()))
    else clear(parent)
  }
  draw(provider.kept)
  return provider.on('kept', (kept) => {
    draw(kept)
    // Somebody may be far down in the text, and the words they just wrote are gone from there.
    parent.firstElementChild?.scrollIntoView()
  })
}

function panel(kept: readonly KeptWords[], onDismiss: () => void): HTMLElement {
  const section = document.createElement('section')
  section.className = 'kept-words'
  section.setAttribute('role', 'alert')
  section.setAttribute('aria-labelledby', 'kept-words-heading')
  const heading = document.createElement('h2')
  heading.id = 'kept-words-heading'
  heading.textContent = words.keptHeading
  const dismiss = button(words.keptDismiss, onDismiss)
  dismiss.classList.add('button-quiet')
  section.append(heading, paragraph(words.keptExplanation), ...kept.map(entry), dismiss)
  return section
}

function entry({ text, at, reason }: KeptWords): HTMLElement {
  const article = document.createElement('article')
  const field = document.createElement('textarea')
  field.readOnly = true
  field.dir = 'auto'
  field.rows = 4
  field.value = text
  field.setAttribute('aria-label', `${words.keptText}, ${momentOf(at)}`)
  const answer = paragraph('')
  answer.setAttribute('role', 'status')
  const copy = button(words.keptCopy, async () => {
    answer.textContent = (await copied(field)) ? words.keptCopied : words.keptCopyByHand
  })
  article.append(...(reason ? [paragraph(reason)] : []), field, copy, answer)
  return article
}

/** Copies the field's text; where the browser does not let us, selects it for the person. */
async function copied(field: HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value)
    return true
  } catch {
    field.focus()
    field.select()
    return false
  }
}

/** Keyboard users must not be thrown to the top of the page when the panel goes. */
function clear(parent: HTMLElement): void {
  const focused = parent.contains(document.activeElement)
  parent.replaceChildren()
  if (focused) document.querySelector<HTMLElement>('[role="textbox"], main')?.focus()
}

function paragraph(text: string): HTMLParagraphElement {
  const element = document.createElement('p')
  element.dir = 'auto'
  element.textContent = text
  return element
}

function button(label: string, act: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button'
  element.textContent = label
  element.addEventListener('click', act)
  return element
}

function momentOf(at: Date): string {
  const language = document.documentElement.lang || 'en'
  return at.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
}
