import { tellBallot } from './ballot'
import { stepThroughChanges } from './changes'
import { offerCopying } from './copying'
import { takeBrowserZone } from './deadline'
import { tellMoments } from './moments'
import { offerNames } from './notes/name_choice'
import { fetchNames } from './notes/names'
import { followTurnout } from './turnout'

// What plain pages gain from a script; each of them works without it.

const NARROW = '(width < 56rem)'

/** On a narrow screen the contents would push the text away: start folded there. */
function foldContents(): void {
  const contents = document.querySelector<HTMLDetailsElement>('details.contents')
  if (contents && matchMedia(NARROW).matches) contents.open = false
}

foldContents()
offerCopying(document)
tellMoments(document, document.documentElement.lang)
stepThroughChanges(document)
takeBrowserZone(
  document,
  Intl.DateTimeFormat().resolvedOptions().timeZone,
  document.documentElement.lang,
)
followTurnout(document)
tellBallot(document)

const { names } = document.body.dataset
if (names !== undefined) offerNames(document.body, () => fetchNames(names))
