/**
 * How-manieth heading the address of the page names; null when it names none.
 * To be asked while the server's own contents still stand in `contents`: they alone have the names.
 */
export function headingArrivedAt(contents: HTMLElement, hash: string): number | null {
  const links = [...contents.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')]
  const place = links.findIndex((link) => link.hash === hash)
  return hash && place >= 0 ? place : null
}
