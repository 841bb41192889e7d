// The margin where cards have no place beside the text: a sheet that comes from below.
import { words } from '../words'

const NARROW = '(width < 75rem)'
const OPEN = 'margin-open'

export interface SheetOptions {
  column: HTMLElement
  /** Opens the sheet; says how many remarks there are. */
  opener: HTMLElement
  /** Somebody pressed the opener. */
  pressed(): void
  /** There is place beside the text now, or no more. */
  changed(): void
}

export class Sheet {
  private readonly narrow = matchMedia(NARROW)

  constructor(private readonly options: SheetOptions) {
    options.opener.addEventListener('click', options.pressed)
    this.narrow.addEventListener('change', options.changed)
  }

  /** Whether the margin is a sheet at all. */
  get isNeeded(): boolean {
    return this.narrow.matches
  }

  /** Whether one sees the remarks: beside the text they are always there. */
  get isOpen(): boolean {
    return !this.isNeeded || this.options.column.classList.contains(OPEN)
  }

  /** Does nothing beside the text. */
  open(): void {
    if (this.isNeeded) this.options.column.classList.add(OPEN)
  }

  close(): void {
    this.options.column.classList.remove(OPEN)
  }

  tell(count: number): void {
    const { opener } = this.options
    opener.hidden = false
    opener.textContent = `${words.remarks} ${count || ''}`.trim()
    opener.setAttribute('aria-expanded', String(this.isOpen))
  }
}
