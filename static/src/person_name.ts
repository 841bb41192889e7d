// What somebody is called where there is no room for more than a name.
import { words } from './words'

/** Whoever came by a link may bear the name of somebody of the group: guests are told apart. */
export function personName({ name, isGuest }: { name: string; isGuest: boolean }): string {
  return isGuest ? `${name} (${words.guest})` : name
}
