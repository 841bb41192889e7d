// @vitest-environment happy-dom
// What a ballot says is told in words while somebody chooses.
import { expect, test } from 'vitest'
import { tellBallot } from '../src/ballot'

const FRAMES = {
  all: { agree: 'All.', concern: 'All, but.', abstain: 'None.', object: 'No.' },
  but: { agree: 'All except {clauses}.', object: 'No; {clauses}.' },
  clause: { agree: '{clause}: yes', abstain: '{clause}: -', object: '{clause}: no' },
  next: '{one}; {other}',
  more: '{clauses} …',
  none: 'Choose.',
}

function radios(name: string, values: string[], chosen = '', kept = ''): string {
  return values
    .map(
      (value) =>
        `<input type="radio" name="${name}" value="${value}" ${value === chosen ? 'checked' : ''}
          ${value === 'keep' ? `data-kept="${kept}"` : ''}>`,
    )
    .join('')
}

/** clauses: of each its name and what is chosen there. */
function told(whole: string, ...clauses: [string, string][]): string {
  const parts = clauses.map(([name, chosen], place) => {
    const other = chosen.startsWith('keep') ? 'keep' : 'same'
    const kept = chosen.split('-')[1] ?? ''
    const values = [other, 'agree', 'concern', 'abstain', 'object']
    return `<article data-clause="${name}"><fieldset data-stances>${radios(
      `stance-${place}`,
      values,
      chosen.split('-')[0],
      kept,
    )}<textarea></textarea></fieldset></article>`
  })
  const form = document.createElement('form')
  form.dataset.ballot = JSON.stringify(FRAMES)
  form.innerHTML = `${parts.join('')}<fieldset data-stances>${radios(
    'stance',
    ['agree', 'concern', 'abstain', 'object'],
    whole,
  )}</fieldset><div data-ballot-bar hidden><p data-ballot-sentence></p></div>`
  document.body.replaceChildren(form)
  tellBallot(document)
  expect(form.querySelector<HTMLElement>('[data-ballot-bar]')?.hidden).toBe(false)
  return (form.querySelector('p')?.textContent ?? '').replace(/[\u2068\u2069]/g, '')
}

test.each<[string, [string, string][], string]>([
  ['', [['1', 'object']], 'Choose.'],
  ['agree', [['1', 'same']], 'All.'],
  ['agree', [['1', 'agree']], 'All.'],
  ['concern', [], 'All, but.'],
  ['agree', [['4.2', 'object']], 'All except 4.2: no.'],
  [
    'agree',
    [
      ['1', 'object'],
      ['2', 'abstain'],
    ],
    'All except 1: no; 2: -.',
  ],
  [
    'agree',
    [
      ['1', 'keep-agree'],
      ['2', 'keep-object'],
    ],
    'All except 2: no.',
  ],
  [
    'object',
    [
      ['1', 'same'],
      ['2', 'agree'],
    ],
    'No; 2: yes.',
  ],
  ['agree', [1, 2, 3, 4].map((one) => [`${one}`, 'object']), 'All except 1: no; 2: no; 3: no ….'],
  [
    'agree',
    [
      ['{other}$&', 'object'],
      ['2', 'object'],
    ],
    'All except {other}$&: no; 2: no.',
  ],
])('of the whole text: %s, of clauses: %j', (whole, clauses, sentence) => {
  expect(told(whole, ...clauses)).toBe(sentence)
})

test('only an objection needs words', () => {
  told('agree', ['1', 'object'], ['2', 'abstain'])
  const words = [...document.querySelectorAll('textarea')]
  expect(words.map((one) => one.required)).toEqual([true, false])
})

test('a page without a ballot stays as it is', () => {
  document.body.innerHTML = '<form><input name="stance" value="agree"></form>'
  tellBallot(document)
  expect(document.body.innerHTML).toBe('<form><input name="stance" value="agree"></form>')
})
