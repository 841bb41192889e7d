// Who else is in the document, where their cursors stand, and who writes under which client id.
import type { Person, Presence } from '../cursor'
import { words } from '../words'
import type { AwarenessEvent } from './wire'

export class Presences {
  /** Client id -> person, of everyone who ever wrote here or is here now. */
  readonly people = new Map<number, Person>()
  private readonly present = new Map<number, Presence>()

  /** Every tab but those with one of `own` ids. */
  others(own: ReadonlySet<number>): readonly Presence[] {
    return [...this.present.values()].filter(({ clientId }) => !own.has(clientId))
  }

  /** Learns who wrote what, from the answer to a join. */
  learn(people: Readonly<Record<string, Person>>): void {
    for (const [clientId, person] of Object.entries(people)) {
      this.people.set(+clientId, { ...person, name: person.name || words.formerParticipant })
    }
  }

  hear({ clientId, cursor, person }: AwarenessEvent): void {
    if (!person) {
      this.present.delete(clientId)
      return
    }
    this.people.set(clientId, person)
    this.present.set(clientId, { clientId, person, cursor })
  }

  /** The connection fell: nobody is seen any more. */
  forget(): void {
    this.present.clear()
  }
}
