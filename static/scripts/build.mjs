// Bundles the browser code, the styles and the fonts into dist/. `--watch` rebuilds on change.
import { context } from 'esbuild'

const bundle = await context({
  entryPoints: {
    document: 'src/document.ts',
    pages: 'src/pages.ts',
    replay: 'src/replay.ts',
    style: 'css/style.css',
  },
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  sourcemap: true,
  legalComments: 'linked',
  loader: { '.woff2': 'file' },
  assetNames: 'fonts/[name]-[hash]',
  logLevel: 'warning',
})

if (process.argv.includes('--watch')) await bundle.watch()
else {
  await bundle.rebuild()
  await bundle.dispose()
}
