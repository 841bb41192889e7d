// The toolbar's pictures, drawn as lines in the colour of the text around them.

const SVG = 'http://www.w3.org/2000/svg'

/** Paths on a square of 24 by 24. */
const PATHS = {
  bold: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z',
  italic: 'M14 5h-4M14 19h-4M15 5 9 19M19 5h-5M10 19H5',
  strike:
    'M4 12h16M16.5 7.5C16 5.8 14.300 5 12 5c-2.500 0-4.500 1.200-4.500 3.300 0 1.700 1.200 2.700 3 3.200M7.500 16c.4 2 2.200 3 4.500 3 2.600 0 4.700-1.200 4.700-3.500 0-.8-.2-1.400-.6-2',
  bullets: 'M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01',
  numbers:
    'M10 6h10M10 12h10M10 18h10M4 4.500 5.500 4v5M4 9h3M4 15.500c.3-1 2.700-1.200 2.700.3 0 1.200-2.700 2-2.700 3.700h3',
  quote: 'M10 7c-3 .5-5 2.500-5 6v4h5v-5H7.500M19 7c-3 .5-5 2.500-5 6v4h5v-5h-2.500',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  table: 'M4 5h16v14H4zM4 10h16M4 14.500h16M12 5v14',
  undo: 'M9 7 4.500 11.500 9 16M5 11.500h9a5 5 0 0 1 0 8.500h-2',
  redo: 'm15 7 4.500 4.500L15 16M19 11.500h-9a5 5 0 0 0 0 8.500h2',
  find: 'M10.500 4.500a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5',
  source: 'm8 7-5 5 5 5M16 7l5 5-5 5M13.500 5l-3 14',
  addRow: 'M4 4h16v7H4zM12 14v7M8.500 17.500h7',
  addColumn: 'M4 4h7v16H4zM14 12h7M17.500 8.500v7',
  removeRow: 'M4 4h16v7H4zM8.500 17.500h7',
  removeColumn: 'M4 4h7v16H4zM14 12h7',
}

export type IconName = keyof typeof PATHS

/** One picture; the button around it carries the words. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', 'toolbar-icon')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}
