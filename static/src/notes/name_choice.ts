// Calling people in a remark: "@" and letters offer those whom one can call.
import { NameList } from './name_list'
import { called, matching, type Name, type Typed, typedName } from './typed_name'

/** Whom one can call, as the server knows it now. */
export type FetchNames = () => Promise<readonly Name[]>

/** The fields in which people say something; not those of words for the text itself. */
const FIELDS = 'textarea[name="words"], textarea[name="reason"]'

/** In every field of a remark that is, or will be, in `root`. */
export function offerNames(root: HTMLElement, fetch: FetchNames): void {
  const choice = new NameChoice(fetch)
  root.addEventListener('input', (event) => choice.look(event.target))
  root.addEventListener('click', (event) => choice.look(event.target))
  root.addEventListener('keyup', (event) => choice.look(event.target))
  // A card that is moved loses focus and gets it back at once.
  root.addEventListener('focusout', ({ target }) => {
    queueMicrotask(() => document.activeElement !== target && choice.leave())
  })
  // Before the form: there Escape puts away what is being written.
  root.addEventListener('keydown', (event) => choice.press(event), { capture: true })
}

class NameChoice {
  private readonly list = new NameList((name) => this.choose(name))
  private names: Promise<readonly Name[]> | null = null
  private field: HTMLTextAreaElement | null = null
  private typed: Typed | null = null
  /** The "@" for which nothing is offered any more: one was chosen, or the list closed. */
  private settled = -1

  constructor(private readonly fetch: FetchNames) {}

  /** What stands before the caret may have changed. */
  look(target: EventTarget | null): void {
    if (!(target instanceof HTMLTextAreaElement) || !target.matches(FIELDS)) return
    const typed = typedName(target.value, target.selectionEnd)
    if (target !== this.field || typed?.from !== this.typed?.from) this.names = null
    this.field = target
    this.typed = typed
    if (!typed?.letters || target.value[this.settled] !== '@') this.settled = -1
    if (typed && typed.from !== this.settled) void this.offer(target, typed)
    else this.list.close()
  }

  leave(): void {
    this.list.close()
    this.field = null
    this.typed = null
    this.settled = -1
  }

  /** What the list has use for goes no further. */
  press(event: KeyboardEvent): void {
    if (!this.list.isOpen || event.isComposing || event.ctrlKey || event.metaKey) return
    const act = this.actOf(event.key)
    if (!act || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  private actOf(key: string): (() => void) | undefined {
    const chosen = () => this.list.active && this.choose(this.list.active)
    return {
      ArrowDown: () => this.list.step(1),
      ArrowUp: () => this.list.step(-1),
      Enter: chosen,
      Tab: chosen,
      Escape: () => this.settle(),
    }[key]
  }

  private async offer(field: HTMLTextAreaElement, typed: Typed): Promise<void> {
    this.names ??= this.fetch().catch(() => [])
    const names = await this.names
    // Somebody may have typed on, or gone on, meanwhile.
    if (field !== this.field || typed !== this.typed) return
    this.list.open(field, matching(names, typed.letters))
  }

  private choose({ name }: Name): void {
    if (!this.field || !this.typed) return
    const { text, caret } = called(this.field.value, this.typed, name)
    this.field.value = text
    this.field.setSelectionRange(caret, caret)
    this.settle()
  }

  private settle(): void {
    this.settled = this.typed?.from ?? -1
    this.list.close()
  }
}
