// The dialog that adds, changes or removes a link.

import type { EditorView } from '@codemirror/view'
import { words } from '../words'
import { inCode } from './lines'
import { completeAddress } from './link_address'
import { type LinkTarget, linked, linkTarget, unlinked } from './link_target'

/**
 * Opens the dialog for the link, the selection or the word at the caret.
 *
 * False, and nothing opens, where the text cannot be edited or every character means itself.
 */
export function openLinkDialog(view: EditorView): boolean {
  const { state } = view
  if (state.readOnly || inCode(state, state.selection.main.from)) return false
  const target = linkTarget(state)
  // What is linked stays selected, so that it is found again after others have typed meanwhile.
  view.dispatch({ selection: { anchor: target.from, head: target.to } })
  new LinkDialog(view, target).open()
  return true
}

class LinkDialog {
  private readonly dialog = document.createElement('dialog')
  private readonly form = document.createElement('form')
  private readonly text = field('text')
  private readonly address = field('text')
  private readonly refusal = document.createElement('p')

  constructor(
    private readonly view: EditorView,
    target: LinkTarget,
  ) {
    this.text.value = target.text
    this.address.value = target.link?.url ?? ''
    this.fill(target.link !== null)
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.save()
    })
    this.dialog.addEventListener('close', () => this.leave())
  }

  open(): void {
    document.body.append(this.dialog)
    this.dialog.showModal()
    const first = this.text.value ? this.address : this.text
    first.select()
    first.focus()
  }

  private fill(existing: boolean): void {
    const title = document.createElement('h2')
    title.id = 'link-dialog-title'
    title.textContent = existing ? words.linkEdit : words.linkAdd
    this.dialog.className = 'dialog'
    this.dialog.setAttribute('aria-labelledby', title.id)
    this.refusal.id = 'link-dialog-refusal'
    this.refusal.className = 'dialog-refusal'
    this.refusal.setAttribute('role', 'alert')
    // The address reads from left to right in every language.
    this.address.dir = 'ltr'
    this.address.inputMode = 'url'
    this.address.autocomplete = 'off'
    this.address.spellcheck = false
    this.address.placeholder = 'example.org'
    this.form.method = 'dialog'
    this.form.noValidate = true
    this.form.append(
      title,
      labelled(words.linkText, this.text),
      labelled(words.linkAddress, this.address),
      this.refusal,
      this.buttons(existing),
    )
    this.dialog.append(this.form)
  }

  private buttons(existing: boolean): HTMLElement {
    const row = document.createElement('div')
    row.className = 'dialog-buttons'
    const save = button(words.linkSave, 'dialog-save')
    save.type = 'submit'
    const cancel = button(words.linkCancel)
    cancel.addEventListener('click', () => this.dialog.close())
    const remove = button(words.linkRemove, 'dialog-remove')
    remove.addEventListener('click', () => this.remove())
    row.append(...(existing ? [remove] : []), cancel, save)
    return row
  }

  private save(): void {
    const address = completeAddress(this.address.value)
    if (address === null) {
      this.refusal.textContent = words.linkRefused
      this.address.setAttribute('aria-invalid', 'true')
      this.address.setAttribute('aria-describedby', this.refusal.id)
      this.address.focus()
      return
    }
    const { state } = this.view
    this.view.dispatch(linked(state, linkTarget(state), this.text.value, address))
    this.dialog.close()
  }

  private remove(): void {
    this.view.dispatch(unlinked(linkTarget(this.view.state)))
    this.dialog.close()
  }

  private leave(): void {
    this.dialog.remove()
    this.view.focus()
  }
}

function field(type: string): HTMLInputElement {
  const input = document.createElement('input')
  input.type = type
  input.dir = 'auto'
  return input
}

function labelled(text: string, input: HTMLInputElement): HTMLLabelElement {
  const label = document.createElement('label')
  const name = document.createElement('span')
  name.textContent = text
  label.append(name, input)
  return label
}

function button(text: string, className = ''): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = `dialog-button ${className}`.trim()
  element.textContent = text
  return element
}
