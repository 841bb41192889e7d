// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest'
import { drawMarks, neighbour, versionAt, versionsIn } from '../../src/replay/versions'

document.body.innerHTML = `
  <select><option value="">Go to…</option>
    <option value="3" data-seq="40" data-named="true">3 · Agreed &lt;b&gt;</option>
    <option value="2" data-seq="20" data-named="false">2 · Kept by itself</option>
    <option value="1" data-seq="20" data-named="false">1 · Kept by itself</option>
  </select><div></div>`
const list = document.querySelector('select')
const versions = versionsIn(list)

test('a page without versions has none to go to', () => {
  expect(versionsIn(null)).toEqual([])
})

test('a version stands while nothing changes after it; of two the newer', () => {
  expect(versions.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(versionAt(versions, { from: 18, until: 25 })?.number).toBe(2)
  expect(versionAt(versions, { from: 21, until: 25 })).toBeUndefined()
})

test('the versions before and after what stands there', () => {
  expect(neighbour(versions, { from: 20, until: 25 }, 1)?.number).toBe(3)
  expect(neighbour(versions, { from: 30, until: 31 }, -1)?.number).toBe(2)
  expect(neighbour(versions, { from: 5, until: 6 }, -1)).toBeUndefined()
  expect(neighbour(versions, { from: 40, until: 50 }, 1)).toBeUndefined()
})

test('marks stand where the versions are, and lead there', () => {
  const parent = document.querySelector('div') as HTMLElement
  const go = vi.fn()
  drawMarks(parent, versions, 40, go)
  const marks = [...parent.querySelectorAll<HTMLElement>('.replay-mark')]
  expect(marks.map(({ title }) => title).at(-1)).toBe('3 · Agreed <b>')
  marks[2]?.click()
  expect(go.mock.calls).toEqual([[versions[2]]])
})
