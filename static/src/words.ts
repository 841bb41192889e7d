// Every sentence the browser code shows. The page carries the reader's language as a JSON block
// (`app/browser_words.py` holds the same keys); English stands in where there is no page, as in tests.
import type { PluralForms } from './plural'

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
  // marks of threads in the text
  noteComment: 'commented words',
  noteProposal: 'words proposed to change',
  noteInserted: 'proposed words',
  noteDraft: 'selected words',
  // provider: status line, kept words
  saved: 'Saved',
  saving: 'Saving…',
  connecting: 'Connecting…',
  readonly: 'Read only',
  offline: 'Offline',
  offlineKept: {
    one: 'Offline — {count} change kept on this device',
    other: 'Offline — {count} changes kept on this device',
  },
  offlineUnsent: {
    one: 'Offline — {count} change not sent yet',
    other: 'Offline — {count} changes not sent yet',
  },
  notKept: 'This device keeps nothing: leave this page open until it says Saved',
  keptHeading: 'Your unsent changes',
  keptExplanation:
    'The text goes on without these words. They stay on this device until you dismiss them: copy what you need.',
  keptText: 'Unsent words',
  keptCopy: 'Copy',
  keptCopied: 'Copied',
  keptCopyByHand: 'The words are selected: copy them with your keyboard or the menu.',
  keptDismiss: 'Dismiss',
  // remarks: the margin and its form
  remarks: 'Comments',
  comment: 'Comment',
  propose: 'Propose other words',
  remarkWords: 'What you have to say',
  remarkInstead: 'Your words instead',
  remarkWhy: 'A word about it, if you like',
  remarkWhole: 'Comment on the whole text',
  remarkSend: 'Send',
  remarkCancel: 'Cancel',
  remarkNotSent: 'This could not be sent. Your words are kept here: try again.',
  remarkFilter: 'Show',
  remarkAll: 'All on one page',
  remarkPrevious: 'Previous comment',
  remarkNext: 'Next comment',
  remarkClose: 'Close the comments',
  clause: 'Clause',
  clauseAny: 'Every clause',
  clauseWhole: 'The whole text',
  clauseBeginning: 'Before the first heading',
  person: 'Person',
  personAny: 'Everybody',
  filterOpen: 'Open',
  filterNew: 'New to me',
  filterProposals: 'Proposals',
  filterMine: 'Mine',
  filterMe: 'Those that name me',
  filterDetached: 'Words no longer found',
  filterClosed: 'Closed',
  remarksHere: { one: '{count} comment', other: '{count} comments' },
  // who wrote what
  whoWroteJustNow: 'Just now',
  whoWroteCharacters: { one: '{count} character', other: '{count} characters' },
  // replay
  replayPlay: 'Play',
  replayPause: 'Pause',
  replayPlaying: 'Playing',
  replayStart: 'Before the first word',
  replayLoading: 'Loading…',
  replayFailed: 'This part of the history could not be loaded. Try again in a moment.',
  // launch view
  launchPlace: '{number} of {total}',
  launchSpoken: '{title}, {place}',
  launchFull: 'Full screen',
  launchLeave: 'Leave full screen',
  // calling people by name
  namesLabel: 'People',
  namesFound: { one: '{count} name', other: '{count} names' },
  // presence
  hereNow: 'Here now',
  you: 'you',
  guest: 'guest',
  formerParticipant: 'A former participant',
}

export type WordKey = keyof typeof english

/** A number's words come in one form per plural category of the language. */
type Words = {
  readonly [Key in WordKey]: (typeof english)[Key] extends string ? string : PluralForms
}

function fromPage(): Partial<Words> {
  if (typeof document === 'undefined') return {}
  const block = document.getElementById('words')
  return block?.textContent ? JSON.parse(block.textContent) : {}
}

export const words: Words = { ...english, ...fromPage() }
