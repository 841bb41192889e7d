// What has just changed, drawn in the text: words in the colour of who wrote them, and their caret.

import type { Extension, Range } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin } from '@codemirror/view'
import { personStyle } from '../authorship/overlay_drawing'
import type { Person } from '../cursor'
import { CaretWidget, keepNamesInside } from '../editor/caret_widget'
import { hiddenIn, shown } from '../editor/shown'
import type { News } from './fresh'

class Drawn {
  decorations: DecorationSet = Decoration.none
  private news: News = { fresh: [], caret: null }
  private people: readonly Person[] = []
  private moves = 0

  constructor(private readonly view: EditorView) {}

  show(news: News, people: readonly Person[]): void {
    this.news = news
    this.people = people
    this.moves += 1
  }

  update(): void {
    this.decorations = Decoration.set([...this.words(), ...this.caret()], true)
    if (this.news.caret) this.view.requestMeasure(keepNamesInside)
  }

  private words(): Range<Decoration>[] {
    const { from, to } = this.view.viewport
    const hidden = hiddenIn(this.view, from, to)
    return this.news.fresh.flatMap((stretch) => {
      const person = this.people[stretch.person]
      if (!person) return []
      const mark = Decoration.mark({
        class: 'replay-fresh',
        attributes: { style: personStyle(person.colour) },
      })
      const pieces = shown(Math.max(from, stretch.from), Math.min(to, stretch.to), hidden)
      return pieces.map((piece) => mark.range(piece.from, piece.to))
    })
  }

  private caret(): Range<Decoration>[] {
    const { caret } = this.news
    const person = caret && this.people[caret.person]
    const { doc } = this.view.state
    if (!person || caret.at > doc.length) return []
    const isOnFirstLine = caret.at <= doc.line(1).to
    const widget = new CaretWidget(caret.person, person, this.moves, isOnFirstLine)
    return [Decoration.widget({ widget, side: 1 }).range(caret.at)]
  }
}

const plugin = ViewPlugin.fromClass(Drawn, { decorations: ({ decorations }) => decorations })

export const news: Extension = plugin

/** What the next change of the text brings. */
export function bringNews(view: EditorView, news: News, people: readonly Person[]): void {
  view.plugin(plugin)?.show(news, people)
}
