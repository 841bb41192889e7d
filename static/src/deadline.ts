// A deadline is typed in the reader's own zone; where none was chosen, in that of the browser.

/** Takes over what stands there in UTC, and says in which zone it stands now. */
export function takeBrowserZone(root: ParentNode, zone: string, language: string): void {
  for (const field of root.querySelectorAll<HTMLElement>('[data-deadline]')) {
    const said = field.querySelector<HTMLInputElement>('input[name="zone"][data-zone="browser"]')
    const deadline = field.querySelector<HTMLInputElement>('input[type="datetime-local"]')
    const name = field.querySelector<HTMLElement>('[data-zone-name]')
    if (!said || !deadline || !name) continue
    const at = new Date(`${deadline.value}Z`)
    if (Number.isNaN(at.getTime())) continue
    deadline.value = onTheWall(at, zone)
    deadline.defaultValue = deadline.value
    said.value = zone
    name.textContent = zoneName(at, zone, language)
  }
}

/** What clocks in `zone` show, as a field for a day and a time wants it. */
export function onTheWall(at: Date, zone: string): string {
  const words = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const part = Object.fromEntries(words.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`
}

function zoneName(at: Date, zone: string, language: string): string {
  const words = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' })
  return words.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone
}
