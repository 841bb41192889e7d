const SHOWN_MS = 2000

/** Buttons that copy the field they name; without a script the field can still be selected. */
export function offerCopying(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-copies]')) {
    const field = document.getElementById(button.dataset.copies ?? '')
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      button.hidden = false
      button.addEventListener('click', () => copy(field, button))
    }
  }
}

async function copy(
  field: HTMLInputElement | HTMLTextAreaElement,
  button: HTMLButtonElement,
): Promise<void> {
  const label = button.querySelector('span') ?? button
  const words = label.textContent
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
  } catch {
    return // what is selected can be copied by hand
  }
  if (words === button.dataset.done) return
  label.textContent = button.dataset.done ?? words
  setTimeout(() => {
    label.textContent = words
  }, SHOWN_MS)
}
