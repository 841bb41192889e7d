// A pasted page: HTML parsed without running it, bounded, and brought to the shapes HTML means.

import { inertBody } from './inert_html'
import { nestWordLists } from './word_lists'

/** Longer HTML is not parsed at all: a browser would stand still over it. In UTF-16 units. */
export const MAX_HTML_LENGTH = 4_000_000
/** A page with more nodes is taken as plain text: reading its structure would take too long. */
export const MAX_NODES = 50_000

const DROPPED =
  'script, style, template, title, meta, link, head, img, picture, svg, math, video, audio, object, embed, iframe, canvas, input, select, textarea, button, noscript, [hidden], [aria-hidden="true"]:not(a)'

/** Parses `html` into the body of a document that is never shown; null when it is too large. */
export function parsePastedPage(html: string): HTMLElement | null {
  if (html.length > MAX_HTML_LENGTH) return null
  const body = inertBody(html)
  if (body.getElementsByTagName('*').length > MAX_NODES) return plainBody(body)
  for (const element of body.querySelectorAll(DROPPED)) element.remove()
  for (const element of body.querySelectorAll<HTMLElement>('[data-style]')) {
    if (isInvisible(element)) element.remove()
  }
  nestWordLists(body)
  nestLooseLists(body)
  nameWordStyles(body)
  return body
}

/** The words of a page too large to be read as one, a line a paragraph. */
function plainBody(body: HTMLElement): HTMLElement {
  const page = document.implementation.createHTMLDocument()
  const lines = (body.textContent ?? '').split('\n', MAX_NODES)
  page.body.append(
    ...lines.map((line) => {
      const paragraph = page.createElement('p')
      paragraph.textContent = line
      return paragraph
    }),
  )
  return page.body
}

/** Word hides comments and field codes in the page it copies. */
function isInvisible(element: HTMLElement): boolean {
  const style = element.dataset.style ?? ''
  return /(?:^|;)\s*display:\s*none|mso-hide:\s*all|mso-element:\s*comment/i.test(style)
}

/** Google Docs puts a nested list beside its item instead of into it. */
function nestLooseLists(body: HTMLElement): void {
  for (const list of body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) {
    list.previousElementSibling?.append(list)
  }
}

/** Word names its title and quotes by class, its headings on the web by role. */
function nameWordStyles(body: HTMLElement): void {
  for (const element of body.querySelectorAll('p.MsoTitle')) rename(element, 'h1')
  for (const element of body.querySelectorAll('p.MsoQuote, p.MsoIntenseQuote')) {
    rename(element, 'blockquote')
  }
  for (const element of body.querySelectorAll('[role="heading"][aria-level]')) {
    const level = Number(element.getAttribute('aria-level'))
    if (level >= 1 && level <= 6 && !/^H\d$/.test(element.tagName)) rename(element, `h${level}`)
  }
}

function rename(element: Element, name: string): void {
  const renamed = element.ownerDocument.createElement(name)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}
