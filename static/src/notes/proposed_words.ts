// Words proposed for the text, shown beside those they would replace; never part of the text.

import { WidgetType } from '@codemirror/view'
import { readInline } from '../editor/reading'
import { words } from '../words'

export class ProposedWords extends WidgetType {
  constructor(
    private readonly key: string,
    private readonly markdown: string,
    private readonly isActive: boolean,
  ) {
    super()
  }

  override eq(other: ProposedWords): boolean {
    return (
      other.key === this.key && other.markdown === this.markdown && other.isActive === this.isActive
    )
  }

  override toDOM(): HTMLElement {
    const inserted = document.createElement('ins')
    inserted.className = this.isActive ? 'proposed-words marked-active' : 'proposed-words'
    inserted.dataset.thread = this.key
    inserted.dataset.label = words.noteInserted
    inserted.dir = 'auto'
    inserted.textContent = this.markdown.split('\n').map(withoutMarks).join('\n')
    return inserted
  }

  /** A click on them is one on their thread. */
  override ignoreEvent(): boolean {
    return false
  }
}

function withoutMarks(line: string): string {
  return readInline(line)
    .map(({ text }) => text)
    .join('')
}
