// Pointing at words tells who wrote them and when.

import type { Extension } from '@codemirror/state'
import { hoverTooltip } from '@codemirror/view'
import { personStyle } from './overlay_drawing'
import type { Told } from './told'

const AFTER_MS = 250

/** `tell` answers with null where nothing is to be told. */
export function tip(tell: (position: number) => Told | null): Extension {
  const source = (_view: unknown, position: number, side: -1 | 1) => {
    const told = tell(side < 0 ? position - 1 : position)
    if (!told) return null
    return { pos: told.from, end: told.to, above: true, create: () => ({ dom: draw(told) }) }
  }
  return hoverTooltip(source, { hoverTime: AFTER_MS, hideOnChange: true })
}

function draw({ author, when }: Told): HTMLElement {
  const box = document.createElement('div')
  box.className = 'wrote-tip'
  box.style.cssText = personStyle(author.colour)
  box.append(line('wrote-name', author.name))
  if (author.organisation) box.append(line('wrote-home', author.organisation))
  box.append(line('wrote-when', when))
  return box
}

/** Words in their own direction. */
function line(className: string, text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.append(document.createElement('bdi'))
  element.firstElementChild?.append(text)
  return element
}
