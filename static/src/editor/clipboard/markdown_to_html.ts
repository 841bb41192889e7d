// Clean HTML of a charter's Markdown, for other programs: every letter escaped, only safe links.

import type { SyntaxNode, Tree } from '@lezer/common'
import { parser } from '../language'
import { safeAddress } from '../link_address'
import { urlOf } from '../markup'
import { withoutStrays } from '../strays'

const TAGS: Readonly<Record<string, string>> = {
  Paragraph: 'p',
  Blockquote: 'blockquote',
  BulletList: 'ul',
  StrongEmphasis: 'strong',
  Emphasis: 'em',
  Strikethrough: 's',
}
// Marks are how Markdown writes a look; what they say is in the tags.
const HIDDEN = /(?:Mark|Delimiter|Info)$|^(?:URL|LinkTitle|LinkLabel|LinkReference)$/
const LEAF = /^(?:Paragraph|ATXHeading\d|TableCell|FencedCode)$/
// Word draws no lines around a table that does not ask for them.
const BORDERED = 'border-collapse:collapse'
const CELL = 'border:1px solid #888;padding:4px 8px'

/** Markdown as semantic HTML. */
export function markdownToHtml(markdown: string): string {
  return new Clip(markdown, 0, markdown.length).html(parser.parse(markdown).topNode)
}

/**
 * What stands between `from` and `to`, as balanced HTML: half a bold run is bold, two items are a
 * list, a part of one paragraph is inline text.
 */
export function rangeToHtml(markdown: string, tree: Tree, from: number, to: number): string {
  const clip = new Clip(markdown, from, to)
  const around = enclosingBlock(tree, from, to)
  const whole = around.from >= from && around.to <= to && /Heading|Code/.test(around.name)
  return LEAF.test(around.name) && !whole ? clip.inside(around) : clip.html(around)
}

function enclosingBlock(tree: Tree, from: number, to: number): SyntaxNode {
  let node = tree.resolveInner(from, 1)
  while (node.parent && (node.from > from || node.to < to || !isBlock(node))) node = node.parent
  return node
}

function isBlock(node: SyntaxNode): boolean {
  return (
    LEAF.test(node.name) || /^(?:Document|Blockquote|BulletList|OrderedList|Table)$/.test(node.name)
  )
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** The part of a text that is written out. */
class Clip {
  constructor(
    private readonly text: string,
    private readonly from: number,
    private readonly to: number,
  ) {}

  html(node: SyntaxNode): string {
    const { name } = node
    const heading = /^ATXHeading(\d)$/.exec(name)?.[1]
    if (heading) return this.element(`h${heading}`, node)
    if (TAGS[name]) return this.element(TAGS[name], node)
    if (name === 'OrderedList') return this.list(node)
    if (name === 'ListItem') return this.item(node)
    if (name === 'Table') return this.element('table', node, ` style="${BORDERED}"`)
    if (name === 'TableHeader') return this.row(node, 'th')
    if (name === 'TableRow') return this.row(node, 'td')
    if (name === 'FencedCode') return this.code(node)
    if (name === 'InlineCode') return this.inlineCode(node)
    if (name === 'HorizontalRule') return '<hr>'
    if (name === 'HardBreak') return '<br>'
    if (/^(?:Link|Image|Autolink)$/.test(name)) return this.link(node)
    if (name === 'Escape') return escapeHtml(this.slice(node.from + 1, node.to))
    // An entity says the same in HTML, and cannot begin a tag there.
    if (name === 'Entity') return this.slice(node.from, node.to)
    return this.inside(node)
  }

  /** What is inside `node`, without a tag of its own. */
  inside(node: SyntaxNode): string {
    let out = ''
    let at = node.from
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (isInline(node)) out += this.words(at, child.from, out)
      if (this.touches(child) && !HIDDEN.test(child.name)) out += this.html(child)
      at = child.to
    }
    return isInline(node) ? out + this.words(at, node.to, out) : out
  }

  private element(tag: string, node: SyntaxNode, attributes = ''): string {
    const inside = this.inside(node)
    return this.cutAway(node, inside) ? '' : `<${tag}${attributes}>${inside}</${tag}>`
  }

  private list(node: SyntaxNode): string {
    const mark = node.getChild('ListItem')?.getChild('ListMark')
    const start = mark ? Number.parseInt(this.text.slice(mark.from, mark.to), 10) : 1
    return this.element('ol', node, start === 1 ? '' : ` start="${start}"`)
  }

  /** The first paragraph of an item needs no tag: lists are shown close together. */
  private item(node: SyntaxNode): string {
    let out = ''
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (!this.touches(child) || HIDDEN.test(child.name)) continue
      out += child.name === 'Paragraph' && !out ? this.inside(child) : this.html(child)
    }
    return this.cutAway(node, out) ? '' : `<li>${out}</li>`
  }

  /** The cells of a row, empty ones too: they are only seen as two bars in a row. */
  private row(node: SyntaxNode, tag: string): string {
    let out = ''
    let empty = false
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name === 'TableCell') out += this.cell(tag, this.inside(child))
      else if (empty && child.from > node.from) out += this.cell(tag, '')
      empty = child.name === 'TableDelimiter'
    }
    return this.touches(node) ? `<tr>${out}</tr>` : ''
  }

  private cell(tag: string, inside: string): string {
    return `<${tag} style="${CELL}">${inside}</${tag}>`
  }

  private link(node: SyntaxNode): string {
    const url = urlOf(node, (from, to) => this.text.slice(from, to))
    if (url === null) return this.words(node.from, node.to, '')
    const address = safeAddress(url)
    const bare = node.name === 'Autolink'
    const inside = bare ? escapeHtml(this.slice(node.from + 1, node.to - 1)) : this.inside(node)
    return address && inside ? `<a href="${escapeHtml(address)}">${inside}</a>` : inside
  }

  private code(node: SyntaxNode): string {
    const lines = node.getChildren('CodeText').map((text) => this.slice(text.from, text.to))
    return `<pre><code>${escapeHtml(lines.join(''))}</code></pre>`
  }

  private inlineCode(node: SyntaxNode): string {
    const [first, last] = [node.firstChild, node.lastChild]
    if (!first || !last) return ''
    const code = this.slice(first.to, last.from).replace(/\n[ \t>]*/g, ' ')
    return code && `<code>${escapeHtml(code.replace(/^ (`.*`|`.*|.*`) $/, '$1'))}</code>`
  }

  /** Words between marks. Lines end where they are shown to; what begins the next is not text. */
  private words(from: number, to: number, before: string): string {
    const text = withoutStrays(this.slice(from, to)).replace(/[ \t]*\n[ \t]*/g, '\n')
    const starts = /(?:^|<br>)$/.test(before) && from >= this.from
    return escapeHtml(starts ? text.replace(/^[ \t]+/, '') : text).replaceAll('\n', '<br>')
  }

  /** Whether a block only shows an edge of itself, without any text, in this part. */
  private cutAway(node: SyntaxNode, inside: string): boolean {
    const whole = node.from >= this.from && node.to <= this.to
    return !whole && !inside.replace(/<[^>]*>/g, '').trim()
  }

  private touches(node: SyntaxNode): boolean {
    return node.to > this.from && node.from < this.to
  }

  private slice(from: number, to: number): string {
    return this.text.slice(Math.max(from, this.from), Math.max(from, Math.min(to, this.to)))
  }
}

/** Whether the text between the children of `node` is shown. */
function isInline(node: SyntaxNode): boolean {
  return /^(?:Paragraph|ATXHeading\d|TableCell|StrongEmphasis|Emphasis|Strikethrough|Link|Image)$/.test(
    node.name,
  )
}
