// Every sentence the browser code shows. The page carries the reader's language as a JSON block
// (`app/browser_words.py` holds the same keys); English stands in where there is no page, as in tests.

const english = {
  // editor: toolbar, tables
  editorLabel: 'Text of the document',
  // find, links, clipboard, carets
  findLabel: 'Find in the text',
  // provider: status line, kept words
  saved: 'Saved',
  saving: 'Saving…',
  // presence
  hereNow: 'Here now',
  you: 'you',
}

export type WordKey = keyof typeof english

function fromPage(): Partial<Record<WordKey, string>> {
  if (typeof document === 'undefined') return {}
  const block = document.getElementById('words')
  return block?.textContent ? JSON.parse(block.textContent) : {}
}

export const words: Readonly<Record<WordKey, string>> = { ...english, ...fromPage() }
