// Prints what the editor's parser reads: a JSON list of Markdown texts on standard input becomes a
// JSON list of neutral trees, which the server's rendering is compared with.
//
// Blocks: ["p", words] ["h", level, words] ["quote", blocks] ["ul", items] ["ol", start, items]
// ["code", text] ["rule"] ["table", [side, …], [[words, …], …]]; an item is a list of blocks.
// Words: a list of texts, ["em" | "strong" | "s", words], ["code", text], ["a", address, words],
// ["br"]. An address that may not be followed is null.
import { text as readAll } from 'node:stream/consumers'
import { editor } from './editor.mjs'

const BLOCKS = {
  Paragraph: (node, read) => ['p', words(node, read)],
  Blockquote: (node, read) => ['quote', blocks(node, read)],
  BulletList: (node, read) => ['ul', items(node, read)],
  OrderedList: (node, read) => ['ol', start(node, read), items(node, read)],
  FencedCode: (node, read) => ['code', children(node, 'CodeText').map(read).join('')],
  HorizontalRule: () => ['rule'],
  Table: (node, read) => ['table', sides(node, read), rows(node, read)],
}

const INLINES = {
  Emphasis: (node, read) => ['em', words(node, read)],
  StrongEmphasis: (node, read) => ['strong', words(node, read)],
  Strikethrough: (node, read) => ['s', words(node, read)],
  InlineCode: (node, read) => {
    const [open, close] = children(node, 'CodeMark')
    return ['code', between(node, open.to, close.from, read, new Set(), (text) => [text]).join('')]
  },
  HardBreak: () => ['br'],
  Escape: (node, read) => read(node).slice(1),
  Entity: (node, read) => decodeEntity(read(node)),
  Autolink: (node, read) => ['a', address(node, read), [read(node).slice(1, -1)]],
  Link: link,
  Image: link,
}

function children(node, name) {
  const found = []
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!name || child.name === name) found.push(child)
  return found
}

function blocks(node, read) {
  return children(node)
    .map((child) => {
      const level = /^ATXHeading(\d)$/.exec(child.name)?.[1]
      if (level) return ['h', Number(level), words(child, read)]
      return BLOCKS[child.name]?.(child, read)
    })
    .filter(Boolean)
}

function items(node, read) {
  return children(node, 'ListItem').map((item) => blocks(item, read))
}

function start(node, read) {
  const mark = node.getChild('ListItem').getChild('ListMark')
  return Number.parseInt(read(mark), 10)
}

function rows(node, read) {
  return [...children(node, 'TableHeader'), ...children(node, 'TableRow')].map((row) =>
    cells(row, read),
  )
}

// The parser makes no node of an empty cell, so cells are counted by the bars between them.
function cells(row, read) {
  const found = []
  let cell
  let first = true
  for (const child of children(row)) {
    if (child.name === 'TableCell') cell = words(child, read)
    else if (child.name === 'TableDelimiter') {
      if (!first || cell) found.push(cell ?? [])
      first = false
      cell = undefined
    }
  }
  return cell ? [...found, cell] : found
}

function sides(node, read) {
  const dashes = read(node.getChild('TableDelimiter')).match(/:?-+:?/g) ?? []
  return dashes.map((dash) => {
    if (/^:.*:$/.test(dash)) return 'center'
    if (dash.endsWith(':')) return 'end'
    return dash.startsWith(':') ? 'start' : ''
  })
}

// Brackets without an address are no link, for the reader: they stay as they are written.
function link(node, read) {
  if (!node.getChild('URL'))
    return ['written', words(node, read, new Set(['LinkMark', 'LinkLabel']))]
  const [open, close] = children(node, 'LinkMark')
  return ['a', address(node, read), between(node, open.to, close.from, read, new Set())]
}

function address(node, read) {
  return safeAddress(urlOf(node, (from, to) => read({ from, to })))
}

function words(node, read, shown = new Set()) {
  return between(node, node.from, node.to, read, shown)
}

function between(node, from, to, read, shown, bare = lines) {
  const found = []
  let pos = from
  for (const child of children(node)) {
    if (child.from < from || child.to > to || shown.has(child.name)) continue
    found.push(...bare(read({ from: pos, to: child.from })))
    const inline = INLINES[child.name]?.(child, read)
    if (inline?.[0] === 'written') found.push(...inline[1])
    else if (inline !== undefined) found.push(inline)
    pos = child.to
  }
  return [...found, ...bare(read({ from: pos, to }))]
}

/** Bare text without stray marks, a line break wherever a line ends. */
function lines(text) {
  return withoutStrays(text)
    .split('\n')
    .flatMap((line, at) => (at ? [['br'], line] : [line]))
}

const { parser, decodeEntity, safeAddress, urlOf, withoutStrays } = await editor(`
  export { parser } from './language'
  export { decodeEntity } from './entity'
  export { safeAddress } from './link_address'
  export { urlOf } from './markup'
  export { withoutStrays } from './strays'`)
const texts = JSON.parse(await readAll(process.stdin))
const trees = texts.map((text) => {
  const read = ({ from, to }) => text.slice(from, to)
  return blocks(parser.parse(text).topNode, read)
})
process.stdout.write(JSON.stringify(trees))
