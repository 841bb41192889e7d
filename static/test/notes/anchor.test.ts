import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Anchor, anchorOf, type Place, placesOf } from '../../src/notes/anchor'
import { indexesOf, positionAt } from '../../src/notes/positions'

const TEXT = `# Charter

The members meet twice a year. Observers may come once a year.

## Decisions

Members decide by consent, and write down why. Nobody decides alone.
`

class Desk {
  readonly doc = new Y.Doc()
  readonly text = this.doc.getText('content')
  readonly undo = new Y.UndoManager(this.text, { captureTimeout: 0 })

  constructor(words: string) {
    this.text.insert(0, words)
    this.undo.clear()
  }

  /** Puts other words in the place of the first that read so. */
  replace(words: string, others: string): void {
    const at = this.text.toString().indexOf(words)
    if (at < 0) throw new Error(`the text does not say: ${words}`)
    this.doc.transact(() => {
      this.text.delete(at, words.length)
      this.text.insert(at, others)
    })
  }

  /** Types without deleting anything. */
  type(before: string, words: string): void {
    this.text.insert(this.text.toString().indexOf(before) + before.length, words)
  }

  anchor(words: string): Anchor {
    const at = this.text.toString().indexOf(words)
    const anchor = anchorOf(this.text, at, at + words.length)
    if (!anchor) throw new Error('no words')
    return anchor
  }

  copy(): Desk {
    const other = new Desk('')
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(this.doc))
    return other
  }

  exchange(other: Desk): void {
    const news = Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(other.doc))
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(this.doc)))
    Y.applyUpdate(other.doc, news)
  }
}

function placeOf(desk: Desk, anchor: Anchor): Place {
  const [place] = placesOf(desk.text, [anchor])
  if (!place) throw new Error('one place for each anchor')
  return place
}

function found(desk: Desk, anchor: Anchor): string {
  const place = placeOf(desk, anchor)
  if (place.kind === 'detached') return 'detached'
  return `${place.kind}: ${desk.text.toString().slice(place.from, place.to)}`
}

const MEET = 'members meet twice a year'
const FIRST_LINE = 'The members meet twice a year. Observers may come once a year.'

test.each<[rule: string, quoted: string, edit: (desk: Desk) => void, now: string]>([
  ['words nobody touched', MEET, () => {}, `kept: ${MEET}`],
  [
    'words typed before and after are not in it',
    MEET,
    (desk) => {
      desk.type('The ', 'founding ')
      desk.type(MEET, ', at least')
    },
    `kept: ${MEET}`,
  ],
  [
    'words typed within are in it',
    MEET,
    (desk) => desk.type('meet ', 'at least '),
    'kept: members meet at least twice a year',
  ],
  [
    'so are many words typed within',
    'meet twice',
    (desk) => desk.type('meet ', 'in person, if they can afford to travel and nobody is ill, '),
    'kept: meet in person, if they can afford to travel and nobody is ill, twice',
  ],
  [
    'marks around a word of it',
    MEET,
    (desk) => desk.replace('twice', '**twice**'),
    'kept: members meet **twice** a year',
  ],
  [
    'a letter put right',
    'Observers',
    (desk) => {
      desk.replace('bs', '')
      desk.type('O', 'bs')
    },
    'kept: Observers',
  ],
  [
    'a heading made of it',
    FIRST_LINE,
    (desk) => desk.type('Charter\n\n', '### '),
    `kept: ${FIRST_LINE}`,
  ],
  [
    'a paragraph parted',
    FIRST_LINE,
    (desk) => desk.replace(' Observers', '\n\nObservers'),
    'kept: The members meet twice a year.\n\nObservers may come once a year.',
  ],
  [
    'paragraphs joined',
    'once a year.\n\n## Decisions\n\nMembers',
    (desk) => desk.replace('\n\n## Decisions\n\n', ' '),
    'kept: once a year. Members',
  ],
  [
    'lines made a list',
    'The members meet twice a year. Observers',
    (desk) => {
      desk.type('Charter\n\n', '- ')
      desk.replace('. ', '.\n- ')
    },
    'kept: The members meet twice a year.\n- Observers',
  ],
  [
    'more than half of it deleted',
    MEET,
    (desk) => desk.replace(' meet twice a year', ''),
    'detached',
  ],
  ['its end deleted', MEET, (desk) => desk.replace(' a year', ''), 'kept: members meet twice'],
  ['all of it deleted', MEET, (desk) => desk.replace(MEET, ''), 'detached'],
  [
    'others in its place',
    MEET,
    (desk) => desk.replace(MEET, 'group gathers in spring and in autumn'),
    'detached',
  ],
  [
    'deleted and brought back',
    MEET,
    (desk) => {
      desk.replace(MEET, '')
      desk.undo.undo()
    },
    `healed: ${MEET}`,
  ],
  [
    'its beginning deleted and brought back',
    MEET,
    (desk) => {
      desk.replace('members meet', '')
      desk.undo.undo()
    },
    `healed: ${MEET}`,
  ],
  [
    'cut, and pasted elsewhere: so many words are no others',
    'Members decide by consent, and write down why',
    (desk) => {
      desk.replace('Members decide by consent, and write down why. ', '')
      desk.type('twice a year. ', 'Members decide by consent, and write down why. ')
    },
    'healed: Members decide by consent, and write down why',
  ],
  [
    'cut, and pasted with what stood before',
    'twice a year',
    (desk) => {
      desk.replace('The members meet twice a year. ', '')
      desk.type('why. ', 'The members meet twice a year. ')
    },
    'healed: twice a year',
  ],
  [
    'a few words pasted elsewhere, where they might be others',
    'once a year',
    (desk) => {
      desk.replace('once a year', 'now and then')
      desk.type('consent', ' once a year')
    },
    'detached',
  ],
  [
    'its paragraph replaced by one that says the same and more',
    MEET,
    (desk) => desk.replace(FIRST_LINE, `We agreed in May. ${FIRST_LINE}`),
    `healed: ${MEET}`,
  ],
  [
    'the whole text replaced by itself',
    MEET,
    (desk) => desk.replace(TEXT, TEXT),
    `healed: ${MEET}`,
  ],
])('%s', (_rule, quoted, edit, now) => {
  const desk = new Desk(TEXT)
  const anchor = desk.anchor(quoted)
  edit(desk)
  expect(found(desk, anchor)).toBe(now)
})

test('of the same words in the same context, those brought back to the same place are meant', () => {
  const clause = `${'-'.repeat(120)} Members decide. ${'-'.repeat(120)}\n`
  const desk = new Desk(clause.repeat(3))
  const at = desk.text.toString().indexOf('Members', clause.length)
  const anchor = anchorOf(desk.text, at, at + 15)
  desk.text.delete(at - 5, 25)
  desk.undo.undo()
  expect(anchor && placeOf(desk, anchor)).toEqual({ kind: 'healed', from: at, to: at + 15 })
})

test('what others typed into words that were deleted meanwhile is not what was quoted', () => {
  const [ana, ben] = [new Desk(TEXT), new Desk('')]
  ana.exchange(ben)
  const anchor = ana.anchor('twice a year')
  ana.replace('twice a year', '')
  ben.type('twice', ' (or more often, if there is need)')
  ana.exchange(ben)
  expect(found(ana, anchor)).toBe('detached')
  expect(found(ben, anchor)).toBe('detached')
})

test('who undid a change and who only heard of it find the same', () => {
  const [ana, ben] = [new Desk(TEXT), new Desk('')]
  ana.exchange(ben)
  const anchor = ana.anchor('twice a year')
  ana.replace('meet twice', '')
  ana.exchange(ben)
  ana.undo.undo()
  ana.exchange(ben)
  expect(placeOf(ana, anchor)).toEqual(placeOf(ben, anchor))
  expect(found(ana, anchor)).toBe('healed: twice a year')
})

test('words that have not arrived yet are found once they have', () => {
  const ana = new Desk(TEXT)
  const ben = ana.copy()
  ana.type('alone.', ' Minutes are public.')
  const anchor = ana.anchor('Minutes are public.')
  expect(found(ben, anchor)).toBe('detached')
  ana.exchange(ben)
  expect(found(ben, anchor)).toBe('kept: Minutes are public.')
})

test('a place without positions is found by its quote', () => {
  const desk = new Desk(TEXT)
  const { quote } = desk.anchor(MEET)
  expect(found(desk, { start: null, end: null, quote })).toBe(`healed: ${MEET}`)
})

test('nothing is anchored to nothing, and no character is halved', () => {
  const desk = new Desk('a🙂b🙂c')
  expect(anchorOf(desk.text, 2, 2)?.quote.exact).toBe('🙂')
  expect(anchorOf(desk.text, 1, 1)).toBeNull()
  expect(anchorOf(desk.text, 9, 12)).toBeNull()
  expect(anchorOf(desk.text, 2, 5)?.quote).toEqual({ exact: '🙂b🙂', prefix: 'a', suffix: 'c' })
})

test.each(['', '!', 'AAAA', '/////w==', 'x'.repeat(400), 'AQdjb250ZW50AA=='])(
  'what is no position is none: %s',
  (bytes) => {
    expect(indexesOf(new Desk(TEXT).text, [bytes])).toEqual([null])
  },
)

test('positions are where Yjs says they are, whatever was typed and deleted', () => {
  const desk = new Desk(TEXT)
  let seed = 7
  const below = (count: number) => {
    seed = (seed * 48271) % 0x7fffffff
    return seed % count
  }
  const positions: string[] = []
  for (let i = 0; i < 300; i++) {
    const { length } = desk.text
    positions.push(positionAt(desk.text, below(length), false))
    positions.push(positionAt(desk.text, 1 + below(length), true))
    if (below(2)) desk.text.insert(below(length), 'words ')
    else desk.text.delete(below(length - 10), 5)
  }
  const said = positions.map((position) => {
    const bytes = Uint8Array.from(atob(position), (sign) => sign.charCodeAt(0))
    const relative = Y.decodeRelativePosition(bytes)
    return Y.createAbsolutePositionFromRelativePosition(relative, desk.doc, false)?.index ?? null
  })
  expect(indexesOf(desk.text, positions)).toEqual(said)
})
