"""Two rendered texts merged into one that says of every block and word whether it is kept.

It works on what was rendered, never on its source: no mark can be cut in two, and words whose marks
changed are other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from app.domain.matching import stretches
from app.domain.pairing import shared
from app.domain.word_changes import Kind, changes_of
from app.rendering.finishing import HEADINGS
from app.rendering.parts import Part, Word

ALIKE = 0.4  # of all words of two blocks; from here on one is the other with changes
MAX_PAIRS = 2_500  # of blocks in one place compared; beyond it, all went and all others came

Run = tuple[Kind, Sequence[Word]]


@dataclass(frozen=True)
class Merged:
    """A block that is kept, perhaps with changes inside, or is gone or new as a whole."""

    kind: Kind
    part: Part
    runs: Sequence[Run]
    inside: Sequence[Merged]


def merged(before: Sequence[Part], after: Sequence[Part]) -> list[Merged]:
    """The blocks of both, in the order in which they are read."""
    found: list[Merged] = []
    for one in stretches(before, after):
        left, right = before[one.start : one.end], after[one.other_start : one.other_end]
        if one.kept:
            found += [_whole(Kind.KEPT, part) for part in right]
        else:
            found += _apart(left, right)
    return found


def _whole(kind: Kind, part: Part) -> Merged:
    runs = [(kind, part.words)] if part.words else []
    return Merged(kind, part, runs, [_whole(kind, one) for one in part.parts])


def _apart(left: Sequence[Part], right: Sequence[Part]) -> Iterator[Merged]:
    at = other_at = 0
    for place, other in [*_pairs(left, right), (len(left), len(right))]:
        yield from (_whole(Kind.GONE, part) for part in left[at:place])
        yield from (_whole(Kind.NEW, part) for part in right[other_at:other])
        if place < len(left):
            yield _changed(left[place], right[other])
        at, other_at = place + 1, other + 1


def _changed(before: Part, after: Part) -> Merged:
    runs = changes_of(before.words, after.words, lambda word: word.is_blank)
    return Merged(Kind.KEPT, after, runs, merged(before.parts, after.parts))


def _pairs(left: Sequence[Part], right: Sequence[Part]) -> list[tuple[int, int]]:
    """Which blocks are the same one with changes; in order, and none twice."""
    if _are_cells(left, right):
        return [(at, at) for at in range(len(left))]
    if len(left) * len(right) > MAX_PAIRS:
        return []
    scores = _scores(left, right)
    found: list[tuple[int, int]] = []
    for place, other in sorted(scores, key=lambda pair: -scores[pair]):
        fits = all((at < place) == (there < other) and at != place for at, there in found)
        if fits and all(there != other for _, there in found):
            found.append((place, other))
    return sorted(found)


def _are_cells(left: Sequence[Part], right: Sequence[Part]) -> bool:
    """Whether both are the changed cells of one row, as many before as after."""
    return len(left) == len(right) and all(
        one.tag == other.tag and one.tag in ("td", "th")
        for one, other in zip(left, right, strict=True)
    )


def _scores(left: Sequence[Part], right: Sequence[Part]) -> dict[tuple[int, int], float]:
    """How alike two blocks are, for those that are alike enough."""
    words, others = [_counted(part) for part in left], [_counted(part) for part in right]
    scores = {}
    for at, other in product(range(len(left)), range(len(right))):
        if (left[at].tag, left[at].start) == (right[other].tag, right[other].start):
            alike = shared(words[at], others[other])
            if alike >= ALIKE or left[at].tag in HEADINGS:
                scores[at, other] = alike
    return scores


def _counted(part: Part) -> Counter[str]:
    return Counter(word.text for word in part.all_words() if not word.text.isspace())
