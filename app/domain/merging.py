"""What two people made of one text: whether they met, and what both made of it together."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from app.domain.spans import Change


def meet(before: str, mine: Sequence[Change], theirs: Sequence[Change]) -> bool:
    """Whether two people who changed `before` changed one line of it, or one beside it.

    A line is a paragraph, an item, a row: what is put together of two hands there, nobody read.
    """
    touched = _Touched(before, mine)
    return any(one in touched for one in theirs)


def together(before: str, mine: Sequence[Change], theirs: Sequence[Change]) -> str:
    """What I made of it with what they changed elsewhere; where both changed a line it is mine."""
    touched = _Touched(before, mine)
    apart = [one for one in theirs if one not in touched]
    return applied(before, sorted([*mine, *apart], key=lambda one: one.start))


def applied(text: str, changes: Sequence[Change]) -> str:
    """`text` with all of `changes` made: ascending, each in characters of `text` as it is."""
    parts, at = [], 0
    for one in changes:
        parts += [text[at : one.start], one.replacement]
        at = one.end
    return "".join([*parts, text[at:]])


class _Touched:
    """The lines of a text that some changes touch."""

    def __init__(self, text: str, changes: Sequence[Change]) -> None:
        self._begins = [0, *(at + 1 for at, each in enumerate(text) if each == "\n")]
        self._firsts = [self._line(one.start) for one in changes]
        self._lasts = [self._line(one.end) for one in changes]

    def __contains__(self, change: Change) -> bool:
        """Whether one of the lines that `change` touches is among them."""
        first, last = self._line(change.start), self._line(change.end)
        at = bisect_left(self._lasts, first)
        return at < len(self._firsts) and self._firsts[at] <= last

    def _line(self, position: int) -> int:
        return bisect_right(self._begins, position)
