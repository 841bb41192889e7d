"""What was said in an earlier round of the words that are asked again.

A stance is carried to the clause that says the same, wherever it now stands. It is computed when
it is read, from the hashes of the clauses, so that nothing can be forgotten or carried twice.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.domain.ballots import Ballot
from app.domain.objections import ObjectionKey
from app.domain.pairing import bare
from app.domain.versions import Passage
from app.domain.votes import Held, Origin, Vote, votes


@dataclass(frozen=True)
class Earlier:
    """A round that was closed: the clauses of its version, and its ballots."""

    passages: Sequence[Passage]
    ballots: Collection[Ballot]


@dataclass(frozen=True)
class Carrying:
    """What becomes of the stances of the last round before.

    kept: voter -> place of a clause in the new version -> the stance that counts there. stale:
    voter -> place in the old version -> a stance on words that are gone or changed, which does not
    count; under None, that on the whole text, which is always asked again.
    """

    kept: Mapping[str, Mapping[int, Held]]
    stale: Mapping[str, Mapping[int | None, Held]]


def carrying(
    earlier: Sequence[Earlier], passages: Sequence[Passage], ended: Collection[ObjectionKey]
) -> Carrying:
    """What the earlier rounds on a text, oldest first, leave to a version with those clauses.

    A round that was voided leaves nothing: it is not among them. ended: the objections that count
    as abstentions in the new round, though they may have stood in theirs.
    """
    result = Carrying({}, {})
    texts = [*(one.passages for one in earlier), passages]
    for one, (before, after) in zip(earlier, pairwise(texts), strict=True):
        stood = votes(one.ballots, len(before), ended, result.kept)
        result = _carried(stood, same(before, after))
    return result


def same(before: Sequence[Passage], after: Sequence[Passage]) -> dict[int, int]:
    """For the places of clauses in `before`, the places in `after` of those that say the same.

    Each has at most one. Of several that say the same, that under the same headings is meant, then
    the next in order; what is over has none.
    """
    found: dict[int, int] = {}
    for key in (_words_and_place, _words):
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        taken = set(found.values())
        for place in reversed(range(len(after))):
            if place not in taken:
                waiting[key(after[place])].append(place)
        for place, passage in enumerate(before):
            if place not in found and waiting[key(passage)]:
                found[place] = waiting[key(passage)].pop()
    return found


def _carried(stood: Mapping[str, Vote], places: Mapping[int, int]) -> Carrying:
    kept: dict[str, dict[int, Held]] = {}
    stale: dict[str, dict[int | None, Held]] = {}
    for voter, vote in stood.items():
        kept[voter] = {
            places[place]: replace(held, origin=Origin.CARRIED)
            for place, held in vote.clauses.items()
            if place in places
        }
        stale[voter] = {place: held for place, held in vote.clauses.items() if place not in places}
        if vote.whole is not None:
            stale[voter][None] = vote.whole
    return Carrying(kept, stale)


_Key = Callable[[Passage], Hashable]


def _words_and_place(passage: Passage) -> Hashable:
    return passage.sha256, tuple(map(bare, passage.path))


def _words(passage: Passage) -> Hashable:
    return passage.sha256
