// Every sentence the browser code shows. The page carries the reader's language as a JSON block
// (`app/browser_words.py` holds the same keys); English stands in where there is no page, as in tests.

const english = {
  // editor: toolbar, tables
  editorLabel: 'Text of the document',
  toolbarLabel: 'Formatting',
  blockStyle: 'Paragraph style',
  blockText: 'Text',
  blockTitle: 'Title',
  blockHeading: 'Heading',
  blockSubheading: 'Subheading',
  bold: 'Bold',
  italic: 'Italic',
  strike: 'Strikethrough',
  bulletedList: 'Bulleted list',
  numberedList: 'Numbered list',
  quote: 'Quote',
  link: 'Link',
  insertTable: 'Insert table',
  addRow: 'Add row',
  addColumn: 'Add column',
  removeRow: 'Remove row',
  removeColumn: 'Remove column',
  undo: 'Undo',
  redo: 'Redo',
  find: 'Find',
  showSource: 'Show Markdown',
  keyControl: 'Ctrl',
  keyShift: 'Shift',
  // find, links, clipboard, carets
  findLabel: 'Find in the text',
  findField: 'Find',
  findReplaceField: 'Replace with',
  findCount: '{current} of {total}',
  findNone: 'Not found',
  findPrevious: 'Previous',
  findNext: 'Next',
  findMatchCase: 'Match case',
  findReplace: 'Replace',
  findReplaceAll: 'Replace all',
  findClose: 'Close',
  linkAdd: 'Add a link',
  linkEdit: 'Edit the link',
  linkText: 'Words',
  linkAddress: 'Address',
  linkAddressHint: 'A web page or a mail address',
  linkRefused: 'Write the address of a web page or a mail address, such as example.org.',
  linkSave: 'Save',
  linkRemove: 'Remove the link',
  linkCancel: 'Cancel',
  pasteTooLong: 'This is too long to paste at once. Paste it in parts.',
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
