// node bench/threads.mjs [THREADS]: what hundreds of threads cost the browser, in a charter that was
// written for years: finding all of them again, and one key press. Run by hand.
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { build } from '../static/node_modules/esbuild/lib/main.js'
import { dice as seeded } from '../tests/realtime/yjs/random.mjs'

const THREADS = Number(process.argv[2] ?? 500)
const EDITS = 30_000
const TEXT_UNITS = 120_000
const RUNS = 30

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const source = `
  export { ThreadsStore } from './src/notes/threads_store'
  export { anchorOf, placesOf } from './src/notes/anchor'
  export * as Y from 'yjs'
`
const bundle = await build({
  stdin: { contents: source, resolveDir: at('../static') },
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
})
const code = Buffer.from(bundle.outputFiles[0].contents).toString('base64')
const { ThreadsStore, anchorOf, placesOf, Y } = await import(`data:text/javascript;base64,${code}`)

const dice = seeded(7)
const WORDS = ['charter', 'members', 'réseau', 'الميثاق', 'we', 'agree', 'services', '😀', 'quorum']
const text = new Y.Doc().getText('content')
const wordAt = (at) => text.toString().indexOf(' ', at) + 1

function write(edits) {
  for (let i = 0; i < edits; i++) {
    const where = dice.below(text.length + 1)
    if (text.length > TEXT_UNITS && dice.chance(0.5)) text.delete(Math.max(0, where - 30), 30)
    else text.insert(where, `${dice.pick(WORDS)}${dice.pick(WORDS)} `)
  }
}

function measure(name, act) {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now()
    act()
    return performance.now() - start
  }).sort((a, b) => a - b)
  const [median, worst] = [times[RUNS >> 1], times.at(-1)]
  console.log(`${name}: median ${median.toFixed(2)} ms, worst ${worst.toFixed(2)} ms`)
}

write(EDITS)
const threads = Array.from({ length: THREADS }, (_, i) => {
  const from = wordAt(dice.below(text.length - 200))
  const anchor = anchorOf(text, from, from + 5 + dice.below(80))
  return { key: `k${i}`, scope: 'words', replacement: null, ...anchor }
})
const counts = () => {
  const kinds = {}
  for (const { kind } of placesOf(text, threads)) kinds[kind] = (kinds[kind] ?? 0) + 1
  return JSON.stringify(kinds)
}
let items = 0
for (let item = text._start; item; item = item.right) items++
console.log(`${THREADS} threads, ${text.length} code units, ${items} items`)
measure(`find all, ${counts()}`, () => placesOf(text, threads))
const press = () => text.insert(dice.below(text.length), 'x')
measure('a key press without threads', press)
const store = new ThreadsStore({ text, fetch: async () => ({ threads }) })
await new Promise((resolve) => store.on('change', resolve))
measure('a key press with threads', press)
write(3000)
measure(`find all after 3,000 more edits, ${counts()}`, () => store.settle())
text.delete(0, text.length)
measure(`find all in an empty text, ${counts()}`, () => store.settle())
store.destroy()
