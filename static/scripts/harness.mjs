// Bundles the page that the editor's browser tests open into dist/test/.

import { copyFile, mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

await mkdir(at('dist/test'), { recursive: true })
await build({
  entryPoints: [at('test/harness.ts'), at('test/harness.css')],
  outdir: at('dist/test'),
  bundle: true,
  format: 'iife',
  target: 'es2022',
  loader: { '.woff2': 'file', '.woff': 'file' },
  logLevel: 'warning',
})
await copyFile(at('test/harness.html'), at('dist/test/harness.html'))
