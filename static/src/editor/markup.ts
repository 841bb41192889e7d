// Where inline markup stands in the source: which characters people see and which only style them.

import type { SyntaxNode, SyntaxNodeRef, Tree } from '@lezer/common'
import { bareAddress, readAddress } from './link_address'

export type Style = 'link' | 'strong' | 'strike' | 'emphasis' | 'code'

/** Styled text: markup in [from, open) and [close, to), what people see in [open, close). */
export interface Span {
  style: Style
  from: number
  open: number
  close: number
  to: number
  /** Where a link leads, safe or not; null for other styles. */
  url: string | null
}

const STYLES: Readonly<Record<string, Style>> = {
  StrongEmphasis: 'strong',
  Emphasis: 'emphasis',
  Strikethrough: 'strike',
  InlineCode: 'code',
  Link: 'link',
  Image: 'link',
  Autolink: 'link',
}

/** Reads characters [from, to) of the text a tree was parsed from. */
export type Read = (from: number, to: number) => string

/** The span a node stands for, or null when it styles nothing (such as a bare `[word]`). */
export function spanOf(node: SyntaxNodeRef, read: Read): Span | null {
  const style = STYLES[node.name]
  if (!style) return null
  const { from, to } = node
  const marks =
    style === 'link' ? linkMarks(node.node) : [node.node.firstChild, node.node.lastChild]
  const [first, last] = marks
  if (!first || !last || first.from === last.from) return null
  const url = style === 'link' ? urlOf(node.node, read) : null
  if (style === 'link' && url === null) return null
  return { style, from, open: first.to, close: last.from, to, url }
}

/** Where a link, image or autolink leads, safe or not; null when it names no address. */
export function urlOf(node: SyntaxNode, read: Read): string | null {
  const target = node.getChild('URL')
  if (!target) return null
  const written = read(target.from, target.to)
  return node.name === 'Autolink' ? bareAddress(written) : readAddress(written)
}

function linkMarks(node: SyntaxNode): SyntaxNode[] {
  return node.getChildren('LinkMark').slice(0, 2)
}

/** Calls back with every span that touches [from, to], outer ones first. */
export function eachSpan(
  tree: Tree,
  read: Read,
  from: number,
  to: number,
  visit: (span: Span) => void,
): void {
  tree.iterate({
    from,
    to,
    enter(node) {
      const span = spanOf(node, read)
      if (span) visit(span)
    },
  })
}
