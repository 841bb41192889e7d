// The panel of find and replace.

import { type EditorView, type Panel, runScopeHandlers, type ViewUpdate } from '@codemirror/view'
import { words } from '../words'
import { closeFind, look, replaceMatches, step } from './find_commands'
import { type Search, searchField } from './find_matches'

/** Builds the panel; it is there as long as a search goes on. */
export function findPanel(view: EditorView): Panel {
  const panel = new FindPanel(view)
  return {
    dom: panel.dom,
    top: true,
    mount: () => panel.field.select(),
    update: (update) => panel.update(update),
  }
}

class FindPanel {
  readonly dom = document.createElement('div')
  readonly field = input('search', 'find-field')
  private readonly matchCase = input('checkbox', 'find-case')
  private readonly replacement = input('text', 'find-replacement')
  private readonly count = document.createElement('output')
  private readonly replaceRow = row()
  private readonly unfold: HTMLButtonElement
  private readonly view: EditorView

  constructor(view: EditorView) {
    this.view = view
    this.dom.className = 'find'
    this.dom.setAttribute('role', 'search')
    this.dom.setAttribute('aria-label', words.findLabel)
    this.count.className = 'find-count'
    this.count.setAttribute('aria-live', 'polite')
    this.unfold = button('⌄', words.findReplaceField, () => this.toggleReplace(), 'find-unfold')
    this.replaceRow.id = 'find-replace'
    this.replaceRow.hidden = true
    this.unfold.setAttribute('aria-controls', this.replaceRow.id)
    this.unfold.setAttribute('aria-expanded', 'false')
    this.unfold.hidden = view.state.readOnly
    this.fill()
    this.listen()
    this.show(view.state.field(searchField))
  }

  update({ state, startState }: ViewUpdate): void {
    this.unfold.hidden = state.readOnly
    if (state.readOnly) this.showReplace(false)
    const search = state.field(searchField)
    if (search !== startState.field(searchField)) this.show(search)
  }

  private fill(): void {
    const { view } = this
    const findRow = row()
    findRow.append(
      labelled(words.findField, this.field),
      this.count,
      button('↑', words.findPrevious, () => step(view, -1)),
      button('↓', words.findNext, () => step(view, 1)),
      labelled(words.findMatchCase, this.matchCase),
      this.unfold,
      button('✕', words.findClose, () => closeFind(view), 'find-close'),
    )
    this.replaceRow.append(
      labelled(words.findReplaceField, this.replacement),
      button(words.findReplace, '', () => replaceMatches(view, this.replacement.value, false)),
      button(words.findReplaceAll, '', () => replaceMatches(view, this.replacement.value, true)),
    )
    this.dom.append(findRow, this.replaceRow)
  }

  /** Replacing takes room, on a phone most of all: it waits until somebody asks for it. */
  private toggleReplace(): void {
    this.showReplace(this.replaceRow.hidden !== false)
    if (!this.replaceRow.hidden) this.replacement.focus()
  }

  private showReplace(shown: boolean): void {
    this.replaceRow.hidden = !shown
    this.unfold.setAttribute('aria-expanded', String(shown))
  }

  private listen(): void {
    const search = () => look(this.view, this.field.value, this.matchCase.checked)
    this.field.addEventListener('input', search)
    this.matchCase.addEventListener('change', search)
    this.dom.addEventListener('keydown', (event) => {
      if (event.isComposing) return
      if (runScopeHandlers(this.view, event, 'find') || this.enter(event)) event.preventDefault()
    })
  }

  private enter(event: KeyboardEvent): boolean {
    if (event.key !== 'Enter') return false
    if (event.target === this.field) return step(this.view, event.shiftKey ? -1 : 1)
    if (event.target !== this.replacement) return false
    replaceMatches(this.view, this.replacement.value, false)
    return true
  }

  private show(search: Search | null): void {
    if (!search) return
    if (this.field.value !== search.query) this.field.value = search.query
    this.matchCase.checked = search.matchCase
    const { matches, current } = search
    const found = words.findCount
      .replace('{current}', String(current + 1))
      .replace('{total}', String(matches.length))
    this.count.textContent = matches.length ? found : search.query.trim() && words.findNone
  }
}

function row(): HTMLDivElement {
  const element = document.createElement('div')
  element.className = 'find-row'
  return element
}

function input(type: string, className: string): HTMLInputElement {
  const element = document.createElement('input')
  element.type = type
  element.className = className
  if (type !== 'checkbox') element.dir = 'auto'
  return element
}

function labelled(text: string, field: HTMLInputElement): HTMLLabelElement {
  const label = document.createElement('label')
  const name = document.createElement('span')
  name.textContent = text
  label.className = field.type === 'checkbox' ? 'find-option' : 'find-label'
  if (field.type === 'checkbox') label.append(field, name)
  else label.append(name, field)
  return label
}

function button(text: string, label: string, press: () => void, className = ''): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = `find-button ${className}`.trim()
  element.textContent = text
  if (label) {
    element.setAttribute('aria-label', label)
    element.title = label
  }
  element.addEventListener('click', press)
  return element
}
