// Parts of the editor, bundled so that scripts outside a browser can ask them how they read a text.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Window } from 'happy-dom'

const FOLDER = fileURLToPath(new URL('../src/editor', import.meta.url))

/** What `contents`, TypeScript as if it stood beside the editor's own, exports. */
export async function editor(contents) {
  const bundle = await build({
    stdin: { contents, resolveDir: FOLDER },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  // Entities are decoded by the browser.
  globalThis.DOMParser = new Window().DOMParser
  const code = Buffer.from(bundle.outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${code}`)
}
