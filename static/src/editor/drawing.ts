// A page's drawing in the making: what the visible lines are decorated with.

import type { EditorState, Range, RangeSet } from '@codemirror/state'
import { BlockWrapper, Decoration, type DecorationSet, WidgetType } from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'

export interface Drawing {
  marks: DecorationSet
  /** Drawn outside of all other marks, so that a cell is one element. */
  cells: DecorationSet
  /** Hidden text that the caret passes over in one step. */
  atoms: DecorationSet
  blocks: RangeSet<BlockWrapper>
}

const hidden = Decoration.replace({})

/** A bullet, a number or a decoded entity in the place of its source. */
class Sign extends WidgetType {
  constructor(
    readonly text: string,
    readonly name: string,
  ) {
    super()
  }

  override eq(other: Sign): boolean {
    return other.text === this.text && other.name === this.name
  }

  toDOM(): HTMLElement {
    const span = document.createElement('span')
    span.className = this.name
    span.textContent = this.text
    return span
  }

  override ignoreEvent(): boolean {
    return false
  }
}

/** An element around whole lines. */
export interface Wrapper {
  tagName: string
  attributes?: Record<string, string>
}

const MAX_RANK = 100

function depthOf(node: SyntaxNode): number {
  let depth = 0
  for (let above = node.parent; above; above = above.parent) depth++
  return depth
}

/** Collects decorations in any order; `finish` sorts them. */
export class Sketch {
  private readonly marks: Range<Decoration>[] = []
  private readonly cells: Range<Decoration>[] = []
  private readonly atoms: Range<Decoration>[] = []
  private readonly blocks: Range<BlockWrapper>[] = []
  private readonly classes = new Map<number, string[]>()
  private readonly roles = new Map<number, string>()

  constructor(private readonly state: EditorState) {}

  hide(from: number, to: number): void {
    if (from >= to) return
    this.marks.push(hidden.range(from, to))
    this.skip(from, to)
  }

  /** The caret never stands inside [from, to]. */
  skip(from: number, to: number): void {
    if (from < to) this.atoms.push(hidden.range(from, to))
  }

  sign(from: number, to: number, text: string, name: string): void {
    this.marks.push(Decoration.replace({ widget: new Sign(text, name) }).range(from, to))
    this.skip(from, to)
  }

  mark(from: number, to: number, decoration: Decoration): void {
    if (from < to) this.marks.push(decoration.range(from, to))
  }

  cell(from: number, to: number, decoration: Decoration): void {
    if (from < to) this.cells.push(decoration.range(from, to))
  }

  /** Wraps whole lines in an element that says what they are, inside those of the node's parents. */
  wrap(node: SyntaxNode, range: { from: number; to: number }, element: Wrapper): void {
    const to = Math.min(range.to, this.state.doc.length)
    const wrapper = BlockWrapper.create({ ...element, rank: MAX_RANK - depthOf(node) })
    this.blocks.push(wrapper.range(range.from, to))
  }

  /** Adds a class to the line at a position. */
  line(pos: number, name: string): void {
    const { from } = this.state.doc.lineAt(pos)
    this.classes.set(from, [...(this.classes.get(from) ?? []), name])
  }

  row(pos: number): void {
    this.roles.set(this.state.doc.lineAt(pos).from, 'row')
  }

  classesOf(lineFrom: number): readonly string[] {
    return this.classes.get(lineFrom) ?? []
  }

  /** Gives a line its classes, its role and the direction of what is written on it. */
  finishLine(lineFrom: number, dir: string): void {
    const name = this.classesOf(lineFrom).join(' ')
    const role = this.roles.get(lineFrom)
    const attributes = { dir, ...(name && { class: name }), ...(role && { role }) }
    this.marks.push(Decoration.line({ attributes }).range(lineFrom))
  }

  finish(): Drawing {
    return {
      marks: Decoration.set(this.marks, true),
      cells: Decoration.set(this.cells, true),
      atoms: Decoration.set(this.atoms, true),
      blocks: BlockWrapper.set(this.blocks, true),
    }
  }
}
