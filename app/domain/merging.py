"""What two people made of one text: whether they met, and what both made of it together."""

from bisect import bisect_right
from collections.abc import Sequence

from app.domain.diffs import edits
from app.domain.spans import Change


def meets(before: str, mine: str, theirs: str) -> bool:
    """Whether both texts that were made of `before` changed one line of it, or one beside it.

    A line is a paragraph, an item, a row: what is put together of two hands there, nobody read.
    """
    lines = _Lines(before)
    own = edits(before, mine)
    return any(lines.meet(one, own) for one in edits(before, theirs))


def together(before: str, mine: str, theirs: str) -> str:
    """`mine` with what `theirs` changed elsewhere; where both changed a line it stays mine."""
    lines = _Lines(before)
    own = edits(before, mine)
    apart = [one for one in edits(before, theirs) if not lines.meet(one, own)]
    return applied(before, sorted([*own, *apart], key=lambda one: one.start))


def applied(text: str, changes: Sequence[Change]) -> str:
    """`text` with all of `changes` made: ascending, each in characters of `text` as it is."""
    parts, at = [], 0
    for one in changes:
        parts += [text[at : one.start], one.replacement]
        at = one.end
    return "".join([*parts, text[at:]])


class _Lines:
    """The lines of a text, by the places where they begin."""

    def __init__(self, text: str) -> None:
        self._begins = [0, *(at + 1 for at, each in enumerate(text) if each == "\n")]

    def meet(self, change: Change, others: Sequence[Change]) -> bool:
        """Whether a line of `change` is one of `others` as well."""
        first, last = self._at(change.start), self._at(change.end)
        return any(
            first <= self._at(other.end) and self._at(other.start) <= last for other in others
        )

    def _at(self, position: int) -> int:
        return bisect_right(self._begins, position)
