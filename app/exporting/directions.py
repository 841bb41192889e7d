"""Which way words run, told by their letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

LTR, RTL = "ltr", "rtl"
_STRONG = {"L": LTR, "R": RTL, "AL": RTL}


def _letters(words: Iterable[str]) -> Iterator[str]:
    """The direction of each letter that has one."""
    directions = (_STRONG.get(unicodedata.bidirectional(each)) for each in words)
    return (direction for direction in directions if direction)


def first(words: str) -> str:
    """Of the first letter that has a direction, as browsers tell it; "" when none has."""
    return next(_letters(words), "")


def prevailing(words: str) -> str:
    """Of most letters; "" when none has any."""
    found = Counter(_letters(words)).most_common(1)
    return found[0][0] if found else ""


def stretches(words: str, around: str) -> list[tuple[str, str]]:
    """The words cut where their direction turns, each piece with its own.

    What has no direction of its own, such as blanks and numbers, has that of the letters on both
    sides of it when they agree, else that of what is `around`.
    """
    directions = [_STRONG.get(unicodedata.bidirectional(each), "") for each in words]
    after = list(reversed(list(_carried(reversed(directions), around))))
    before = _carried(directions, around)
    settled = [left if left == right else around for left, right in zip(before, after, strict=True)]
    pieces: list[tuple[str, str]] = []
    for each, direction in zip(words, settled, strict=True):
        if pieces and pieces[-1][1] == direction:
            pieces[-1] = (pieces[-1][0] + each, direction)
        else:
            pieces.append((each, direction))
    return pieces


def _carried(directions: Iterable[str], start: str) -> Iterator[str]:
    """Each direction, or the last one there was."""
    last = start
    for direction in directions:
        last = direction or last
        yield last
