// The words that could not be sent, until the person dismisses them: from this page, from earlier
// ones, and from other generations of the document.
import { Device, type KeptRecord, otherGenerations, removeDevice } from './device'
import { type KeptWords, wordsOf } from './kept_words'

const LEFT_BEHIND = ''

export class Shelf {
  words: readonly KeptWords[] = []
  /** Databases of other generations; they go when the person dismisses their words. */
  private readonly others = new Set<string>()

  constructor(private readonly changed: () => void) {}

  add(records: readonly KeptRecord[]): void {
    const words = records.map(wordsOf).filter((found) => found !== null)
    if (!words.length) return
    this.words = [...this.words, ...words]
    this.changed()
  }

  /** Remembers a database whose unsent words are shown here already. */
  adopt(name: string): void {
    this.others.add(name)
  }

  /** Brings what other generations than the one named `name` left on this device. */
  async search(name: string): Promise<void> {
    for (const other of await otherGenerations(name)) {
      if (this.others.has(other)) continue
      this.others.add(other)
      const device = new Device(other, () => {})
      const contents = await device.load()
      device.close()
      if (contents) this.add(leftIn(contents.unsent, contents.kept))
    }
  }

  /** The person has what they want: forgets the words here and on the device. */
  async dismiss(device: Device): Promise<void> {
    this.words = []
    this.changed()
    for (const other of this.others) removeDevice(other)
    this.others.clear()
    await device.dismiss()
  }
}

function leftIn(
  unsent: readonly { update: Uint8Array }[],
  kept: readonly KeptRecord[],
): KeptRecord[] {
  const updates = unsent.map((entry) => entry.update)
  return [...kept, { updates, at: new Date(), reason: LEFT_BEHIND }]
}
