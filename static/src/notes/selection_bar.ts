// What can be said about selected words: two buttons beside them, and a key for each.

import { type EditorState, type Extension, StateField } from '@codemirror/state'
import { type EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view'
import { words } from '../words'
import { marksShown } from './marks'

export interface Saying {
  /** Whether anybody may say something here now. */
  isAllowed(): boolean
  /** Somebody wants to say something about what is selected. */
  begin(view: EditorView, proposes: boolean): void
}

export const COMMENT_KEY = 'Mod-Alt-m'
export const PROPOSE_KEY = 'Mod-Alt-p'

export function selectionBar(saying: Saying): Extension {
  const begin = (proposes: boolean) => (view: EditorView) => {
    if (!saying.isAllowed() || view.state.selection.main.empty) return false
    saying.begin(view, proposes)
    return true
  }
  const bar = StateField.define<Tooltip | null>({
    create: () => null,
    // At any transaction: also what somebody may do here can have changed.
    update: (shown, { state }) => kept(shown, tooltipFor(state, saying)),
    provide: (field) => showTooltip.from(field),
  })
  return [
    bar,
    keymap.of([
      { key: COMMENT_KEY, run: begin(false), preventDefault: true },
      { key: PROPOSE_KEY, run: begin(true), preventDefault: true },
    ]),
  ]
}

/** The bar that is there already, when it is just where it should be. */
function kept(shown: Tooltip | null, wanted: Tooltip | null): Tooltip | null {
  return shown?.pos === wanted?.pos && shown?.above === wanted?.above ? shown : wanted
}

function tooltipFor(state: EditorState, saying: Saying): Tooltip | null {
  const { empty, from, to, head } = state.selection.main
  if (empty || !saying.isAllowed() || !state.sliceDoc(from, to).trim()) return null
  if (isDrafted(state, from, to)) return null
  return {
    pos: head,
    above: head === from,
    arrow: false,
    create: (view) => ({ dom: draw(view, saying) }),
  }
}

/** Whether something is being said about these words already: a bar would stand over its form. */
function isDrafted(state: EditorState, from: number, to: number): boolean {
  return marksShown(state).some((mark) => mark.kind === 'draft' && mark.from < to && from < mark.to)
}

function draw(view: EditorView, saying: Saying): HTMLElement {
  const bar = document.createElement('div')
  bar.className = 'selection-bar'
  for (const [name, proposes] of [
    [words.comment, false],
    [words.propose, true],
  ] as const) {
    const button = bar.appendChild(document.createElement('button'))
    button.type = 'button'
    button.className = 'button button-quiet'
    button.textContent = name
    button.setAttribute('aria-keyshortcuts', ariaKey(proposes ? PROPOSE_KEY : COMMENT_KEY))
    // The selection must still be there when the button is pressed.
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => saying.begin(view, proposes))
  }
  return bar
}

function ariaKey(key: string): string {
  return key.replace('Mod', 'Control').replaceAll('-', '+')
}
