// In the folder src of an installed Etherpad: node --require tsx/cjs etherpad_pad.cjs YJS PAD --settings FILE
// Writes what `years.mjs` recorded, which comes in here, into a pad: each change is one revision by
// its author, made and stored by Etherpad's own code. Says how many revisions the pad has then.
const { createRequire } = require('node:module')
const { join } = require('node:path')

const theirs = createRequire(join(process.cwd(), 'node', 'server.ts'))
const [yjs, padId] = process.argv.slice(2)
const Y = require(yjs)
const db = theirs('./db/DB')
const authors = theirs('./db/AuthorManager')
const pads = theirs('./db/PadManager')
const { makeSplice } = theirs('../static/js/Changeset')

async function main(recorded) {
  await db.init()
  const people = []
  for (let person = 0; person < 20; person++) {
    people.push((await authors.createAuthor(`Person ${person}`)).authorID)
  }
  const pad = await pads.getPad(padId, '')
  const save = pad.saveToDatabase
  pad.saveToDatabase = async () => {} // the whole pad once a change would fill the disk
  for (const { person, changes } of changesIn(recorded)) {
    for (const { at, gone, words } of changes) {
      const author = people[person]
      const by = [['author', author]]
      await pad.appendRevision(makeSplice(pad.text(), at, gone, words, by, pad.pool), author)
    }
  }
  await save.call(pad)
  await db.shutdown('shutdown', {})
  process.stdout.write(`revisions ${pad.getHeadRevisionNumber()}\n`, () => process.exit())
}

/** What each update of a recording changes in the text, in UTF-16 code units. */
function* changesIn(recorded) {
  const doc = new Y.Doc()
  let changes = []
  doc.getText('content').observe(({ delta }) => {
    let at = 0
    for (const { retain = 0, insert = '', delete: gone = 0 } of delta) {
      at += retain
      if (insert || gone) changes.push({ at, gone, words: insert })
      at += insert.length
    }
  })
  for (let at = 0; at < recorded.length; ) {
    const length = recorded.readUInt32LE(at + 5)
    Y.applyUpdate(doc, recorded.subarray(at + 9, at + 9 + length))
    yield { person: recorded.readUInt8(at), changes: changes.splice(0) }
    at += 9 + length
  }
}

const pieces = []
process.stdin.on('data', (piece) => pieces.push(piece))
process.stdin.on('end', () =>
  main(Buffer.concat(pieces)).catch((error) => {
    process.stderr.write(`${error.stack}\n`, () => process.exit(1))
  }),
)
