"""What two rows of things have in common, in order, at a cost that is bounded whatever they hold.

What stands once in both rows gives the first places, as many as keep their order; what lies between
two of them is compared again by itself, where more stands only once. Where nothing does, the
standard library compares what is rare enough; its cost grows with the pairs of equal things.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.domain.spans import common_length

# How many pairs of equal things one comparison by the standard library may meet. Two texts of
# 50 KB, as bad as can be, take some tenths of a second; what is too frequent counts as changed.
MAX_PAIRS = 1_000


@dataclass(frozen=True)
class Stretch:
    """The things from `start` to `end` of one row, and those of the other in their place.

    kept: they are equal, one by one; else they have nothing in common that was found.
    """

    kept: bool
    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def is_one_sided(self) -> bool:
        """Whether it has things of one row only."""
        return self.start == self.end or self.other_start == self.other_end


def stretches(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Stretch]:
    """Both rows from one end to the other, kept and changed in turn; none of them is empty."""
    found: list[Stretch] = []
    for one in _apart(before, after):
        if found and found[-1].kept == one.kept:
            last = found.pop()
            one = Stretch(one.kept, last.start, one.end, last.other_start, one.other_end)
        found.append(one)
    return found


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many of the pairs, ascending by their first, as ascend by their second too."""
    ends: list[int] = []  # the smallest second of the last pair of a row that is so long
    length_at = []
    for _, other in pairs:
        length = bisect_left(ends, other)
        ends[length : length + 1] = [other]
        length_at.append(length)
    kept: list[tuple[int, int]] = []
    wanted = len(ends) - 1
    for pair, length in zip(reversed(pairs), reversed(length_at), strict=True):
        if length == wanted and (not kept or pair[1] < kept[-1][1]):
            kept.append(pair)
            wanted -= 1
    return kept[::-1]


def _apart(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Stretch]:
    """The stretches, as far as they can be told apart."""
    todo = [Stretch(False, 0, len(before), 0, len(after))]
    while todo:
        one = todo.pop()
        parts = [one] if one.kept or one.is_one_sided else list(_parts(before, after, one))
        if len(parts) > 1:
            todo.extend(reversed(parts))
        elif parts[0].start < parts[0].end or parts[0].other_start < parts[0].other_end:
            yield parts[0]


def _parts(
    before: Sequence[Hashable], after: Sequence[Hashable], whole: Stretch
) -> Iterator[Stretch]:
    """How both sides of `whole` begin alike, places found in the middle, how they end alike."""
    left, right = before[whole.start : whole.end], after[whole.other_start : whole.other_end]
    at = other_at = 0
    for start, other_start, size in _blocks(left, right):
        for kept, end, other_end in (
            (False, start, other_start),
            (True, start + size, other_start + size),
        ):
            if (at, other_at) != (end, other_end):
                yield Stretch(
                    kept,
                    whole.start + at,
                    whole.start + end,
                    whole.other_start + other_at,
                    whole.other_start + other_end,
                )
            at, other_at = end, other_end


def _blocks(left: Sequence[Hashable], right: Sequence[Hashable]) -> Iterator[tuple[int, int, int]]:
    """What is equal: (where it starts, where in the other row, how many things)."""
    head = common_length(left, right)
    tail = common_length(left[head:][::-1], right[head:][::-1])
    end, other_end = len(left) - tail, len(right) - tail
    yield 0, 0, head
    for at, other_at in _places(left[head:end], right[head:other_end]):
        yield at + head, other_at + head, 1
    yield end, other_end, tail


def _places(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Where the same thing stands in both, in order: (place, other place)."""
    counts, others = Counter(left), Counter(right)
    once = {thing for thing, times in counts.items() if times == 1 == others[thing]}
    if once:
        there = {thing: at for at, thing in enumerate(right) if thing in once}
        return rising([(at, there[thing]) for at, thing in enumerate(left) if thing in once])
    rare = _rare(counts, others)
    places = [at for at, thing in enumerate(left) if thing in rare]
    other_places = [at for at, thing in enumerate(right) if thing in rare]
    matcher = SequenceMatcher(
        None, [left[at] for at in places], [right[at] for at in other_places], autojunk=False
    )
    return [
        (places[block.a + step], other_places[block.b + step])
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]


def _rare(counts: Counter[Hashable], others: Counter[Hashable]) -> set[Hashable]:
    """What stands in both, and not too often to be compared."""
    pairs = {thing: times * others[thing] for thing, times in counts.items() if thing in others}
    rare: set[Hashable] = set()
    met = 0
    for thing in sorted(pairs, key=pairs.__getitem__):
        met += pairs[thing]
        if met > MAX_PAIRS:
            break
        rare.add(thing)
    return rare
