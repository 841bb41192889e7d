// The status line never lies: every situation, and what may be said in it.
import { expect, test } from 'vitest'
import { type Situation, type Status, statusOf } from '../../src/provider/status'

const table: [Situation['link'], number, boolean, Status['kind']][] = [
  // link, unsent, may edit -> what is shown
  ['joined', 0, true, 'saved'],
  ['joined', 1, true, 'saving'],
  ['joined', 0, false, 'readonly'],
  ['joined', 1, false, 'saving'],
  ['joining', 0, true, 'connecting'],
  ['joining', 0, false, 'connecting'],
  ['joining', 2, true, 'saving'],
  ['offline', 0, true, 'offline'],
  ['offline', 3, true, 'offline'],
  ['offline', 0, false, 'offline'],
  ['refused', 0, false, 'readonly'],
]

test.each(table)('%s, %i unsent, may edit: %s -> %s', (link, unsent, canEdit, kind) => {
  const status = statusOf({ link, unsent, kept: unsent, canEdit, keeps: true })
  expect(status).toEqual({ kind, unsent, keeps: true })
})

test('"saved" needs the join, an empty outbox and the right to write, all of them', () => {
  for (const link of ['joining', 'joined', 'offline', 'refused'] as const) {
    for (const unsent of [0, 1]) {
      for (const canEdit of [true, false]) {
        const { kind } = statusOf({ link, unsent, kept: unsent, canEdit, keeps: true })
        expect(kind === 'saved').toBe(link === 'joined' && unsent === 0 && canEdit)
      }
    }
  }
})

test('only what the device holds is said to be kept on it', () => {
  const situation = { link: 'offline', unsent: 3, kept: 2, canEdit: true } as const
  expect(statusOf({ ...situation, keeps: true }).unsent).toBe(2)
  expect(statusOf({ ...situation, keeps: false }).unsent).toBe(3)
})
