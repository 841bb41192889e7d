// Bundles the browser code, the styles and the fonts into dist/. `--watch` rebuilds on change.
import { copyFile, mkdir } from 'node:fs/promises'
import { context } from 'esbuild'

// Typesetting a PDF needs fonts as plain files, one a weight and slant.
const PRINT_FONTS = [
  ['source-serif-4', '400Regular', 'SourceSerif4_400Regular'],
  ['source-serif-4', '400Regular_Italic', 'SourceSerif4_400Regular_Italic'],
  ['source-serif-4', '600SemiBold', 'SourceSerif4_600SemiBold'],
  ['source-serif-4', '600SemiBold_Italic', 'SourceSerif4_600SemiBold_Italic'],
  ['noto-naskh-arabic', '400Regular', 'NotoNaskhArabic_400Regular'],
  ['noto-naskh-arabic', '500Medium', 'NotoNaskhArabic_500Medium'],
  ['noto-naskh-arabic', '700Bold', 'NotoNaskhArabic_700Bold'],
]

const bundle = await context({
  entryPoints: {
    document: 'src/document.ts',
    launch: 'src/launch.ts',
    pages: 'src/pages.ts',
    replay: 'src/replay.ts',
    style: 'css/style.css',
    published: 'css/published.css',
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

await mkdir('dist/print', { recursive: true })
for (const [family, face, file] of PRINT_FONTS)
  await copyFile(
    `node_modules/@expo-google-fonts/${family}/${face}/${file}.ttf`,
    `dist/print/${file}.ttf`,
  )

if (process.argv.includes('--watch')) await bundle.watch()
else {
  await bundle.rebuild()
  await bundle.dispose()
}
