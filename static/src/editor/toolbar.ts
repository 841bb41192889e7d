// The toolbar over the text: one tab stop, arrow keys between its controls.

import type { EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { words } from '../words'
import { blockAt, setHeading } from './blocks'
import { icon } from './icons'
import { isSource } from './source'
import { ITEMS, type ItemUse, type ToolbarItem } from './toolbar_items'

export interface Toolbar {
  /** Shows the state of the text; call it whenever that may have changed. */
  update(state: EditorState): void
}

type Control = HTMLButtonElement | HTMLSelectElement

/** Fills `parent` with the toolbar that commands `view`. */
export function fillToolbar(parent: HTMLElement, view: EditorView): Toolbar {
  const blocks = blockSelect(view)
  const buttons = ITEMS.map((item) => ({ item, button: buttonFor(item, view) }))
  const controls: Control[] = [blocks, ...buttons.map(({ button }) => button)]
  parent.replaceChildren(...controls)
  parent.classList.add('toolbar')
  parent.setAttribute('role', 'toolbar')
  parent.setAttribute('aria-label', words.toolbarLabel)
  parent.addEventListener('keydown', (event) => moveFocus(event, controls, view))
  const update = (state: EditorState) => {
    blocks.hidden = !offers('page', state)
    blocks.value = String(Math.min(3, blockAt(state).level))
    for (const { item, button } of buttons) show(item, button, state)
    keepTabStop(controls)
  }
  update(view.state)
  return { update }
}

function offers(use: ItemUse, state: EditorState): boolean {
  if (use === 'read') return true
  if (state.readOnly) return false
  if (use === 'edit') return true
  return !isSource(state) && (use === 'page' || blockAt(state).inTable)
}

function show(item: ToolbarItem, button: HTMLButtonElement, state: EditorState): void {
  button.hidden = !offers(item.use, state)
  if (button.hidden) return
  button.setAttribute('aria-disabled', String(item.isDisabled?.(state) ?? false))
  if (item.isPressed) button.setAttribute('aria-pressed', String(item.isPressed(state)))
}

function buttonFor(item: ToolbarItem, view: EditorView): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = item.starts ? 'toolbar-button toolbar-starts' : 'toolbar-button'
  button.dataset.command = item.icon
  button.setAttribute('aria-label', item.label)
  button.title = item.key ? `${item.label} (${keyName(item.key)})` : item.label
  if (item.key) button.setAttribute('aria-keyshortcuts', ariaKey(item.key))
  button.append(icon(item.icon))
  // Keeps the selection, and a phone's keyboard, where they are.
  button.addEventListener('mousedown', (event) => event.preventDefault())
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') === 'true') return
    view.focus()
    item.run(view)
  })
  return button
}

function blockSelect(view: EditorView): HTMLSelectElement {
  const select = document.createElement('select')
  select.className = 'toolbar-blocks'
  select.setAttribute('aria-label', words.blockStyle)
  const names = [words.blockText, words.blockTitle, words.blockHeading, words.blockSubheading]
  for (const [level, name] of names.entries()) select.add(new Option(name, String(level)))
  select.addEventListener('change', () => {
    setHeading(Number(select.value))(view)
    view.focus()
  })
  return select
}

function moveFocus(event: KeyboardEvent, controls: readonly Control[], view: EditorView): void {
  if (event.key === 'Escape') view.focus()
  const shown = controls.filter((control) => !control.hidden)
  const at = shown.indexOf(document.activeElement as Control)
  const forward = getComputedStyle(view.dom).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'
  const steps: Record<string, number> = { [forward]: at + 1, [back]: at - 1, Home: 0, End: -1 }
  const target = steps[event.key]
  if (at < 0 || target === undefined) return
  event.preventDefault()
  const next = shown.at(target % shown.length)
  for (const control of controls) control.tabIndex = control === next ? 0 : -1
  next?.focus()
}

function keepTabStop(controls: readonly Control[]): void {
  const shown = controls.filter((control) => !control.hidden)
  if (shown.filter((control) => control.tabIndex === 0).length === 1) return
  for (const control of controls) control.tabIndex = control === shown[0] ? 0 : -1
}

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

function keyName(key: string): string {
  const parts = key.split('-').map((part) => (part.length === 1 ? part.toUpperCase() : part))
  const name = parts.join('+').replace('Mod', isMac ? '⌘' : words.keyControl)
  return name.replace('Shift', words.keyShift)
}

function ariaKey(key: string): string {
  return key.replace('Mod', isMac ? 'Meta' : 'Control').replaceAll('-', '+')
}
