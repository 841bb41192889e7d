/** Tells moments in the browser's own zone, where the reader chose none; else they stand in UTC. */
export function tellMoments(root: ParentNode, language: string): void {
  const words = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' })
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-zone="browser"]')) {
    const at = new Date(time.dateTime)
    if (!Number.isNaN(at.getTime())) time.textContent = words.format(at)
  }
}
