// The forms of cards: sent without leaving the page, the card replaced by what the server answers.
import { words } from '../words'
import { keyOfCard } from './cards'
import { quoteOf, type Stretch } from './quote'

/** Sends a form as a browser would, and asks for the card's HTML instead of a page. */
export type Send = (form: HTMLFormElement, data: FormData) => Promise<string>

export interface CardForms {
  send: Send
  /** Adds what only this page knows, before the form of the card `key` is sent. */
  complete(key: string, form: HTMLFormElement, data: FormData): void
  /** The server answered with this HTML of the card. */
  answered(key: string, html: string): void
}

/** What was typed stays in its field whatever happens to the line. */
export function handleForms(parent: HTMLElement, { send, complete, answered }: CardForms): void {
  parent.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    const key = keyOfCard(form)
    if (!key) return
    event.preventDefault()
    if (form.ariaBusy === 'true') return
    form.ariaBusy = 'true'
    const data = new FormData(form, event.submitter)
    complete(key, form, data)
    send(form, data)
      .then((html) => answered(key, html))
      .catch(() => complain(form))
      .finally(() => {
        form.ariaBusy = 'false'
      })
  })
}

/** What somebody sees at a place of the text while they decide about it. */
export function addSeen(data: FormData, text: string, { from, to }: Stretch): void {
  for (const [name, value] of Object.entries(quoteOf(text, from, to))) data.set(name, value)
}

function complain(form: HTMLFormElement): void {
  const found = form.querySelector('[data-line]')
  const sentence = found ?? form.appendChild(document.createElement('p'))
  sentence.setAttribute('data-line', '')
  sentence.setAttribute('role', 'alert')
  sentence.className = 'reason'
  sentence.textContent = words.remarkNotSent
}

/** Through the page's own line: a mistake comes as HTML too, a refusal of the line does not. */
export const sendForm: Send = async (form, data) => {
  const answer = await fetch(form.action, {
    method: 'POST',
    body: new URLSearchParams([...data].map(([name, value]) => [name, String(value)])),
    headers: { 'X-Fragment': '1', Accept: 'text/html' },
  })
  const html = await answer.text()
  if (!html.includes('data-thread')) throw new Error(`no card: ${answer.status}`)
  return html
}
