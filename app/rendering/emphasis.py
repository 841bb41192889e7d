"""Runs of * _ and ~~, and which of them pair up to emphasise what stands between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.rendering.tokens import Close, Open, Token

# White space as browsers count it: Python's str.isspace leaves one out and takes five more.
_WHITE = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_STRAY = re.compile(r"\*{2,}|~{2,}")
_BEYOND_UTF16 = 0x10000


@dataclass(eq=False)
class Run:
    """Some marks of one kind in a row; those that pair leave `left` and become opens and closes."""

    mark: str  # * _ or ~~
    size: int  # in characters
    lone: int  # before the mark's own: of ~~~~ only the last two strike
    opens: bool
    closes: bool
    left: int = field(init=False)
    _closes: int = 0
    _opens: list[Open] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = self.size

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Run:
        """The run text[start:end], which opens and closes as the characters around it allow."""
        lone = end - start - 2 if text[start] == "~" else 0
        own = start + lone
        before, after = text[own - 1 : own] if own else "", text[end : end + 1]
        left = _is_flank(after, before)
        right = _is_flank(before, after)
        if text[start] == "_":  # snake_case is one word
            opens = left and (not right or _is_punctuation(before))
            closes = right and (not left or _is_punctuation(after))
        else:
            opens, closes = left, right
        mark = "~~" if text[start] == "~" else text[start]
        return cls(mark, end - own, lone, opens, closes)

    def tokens(self) -> Iterator[Token]:
        """What the run became: ends of elements, marks left as text, beginnings."""
        yield self._left_as_text() if self.lone else ""
        yield from [Close()] * self._closes
        yield "" if self.lone else self._left_as_text()
        yield from reversed(self._opens)

    def _left_as_text(self) -> str:
        return without_strays(self.mark[0] * (self.lone + self.left))

    def can_pair(self, closer: Run) -> bool:
        """Whether this run may open what `closer` closes."""
        if self.mark != closer.mark:
            return False
        if self.mark == "~~" or not (self.closes or closer.opens):
            return True
        # CommonMark's rule of three keeps **a*b** from pairing across.
        return (self.size + closer.size) % 3 != 0 or (self.size % 3 == 0 and closer.size % 3 == 0)

    def pair(self, closer: Run) -> None:
        """Emphasise what stands between this run and `closer`."""
        taken = min(2, self.left, closer.left)
        tag = "s" if self.mark == "~~" else "strong" if taken == 2 else "em"
        self._opens.append(Open(tag))
        closer._closes += 1
        self.left -= taken
        closer.left -= taken


def without_strays(text: str) -> str:
    """Bare text without any two * or ~ and more in a row.

    The editor escapes those that people type, so bare ones are only what is left when two people
    format and delete the same words; it does not show them either.
    """
    return _STRAY.sub("", text)


def resolve(runs: list[Run]) -> None:
    """Pair the runs of one stretch of text, each closing one with the nearest opening one.

    A kind of closing run that found no partner is remembered, so that the next of its kind looks
    only at what came since: without that, many lone marks would take quadratic time.
    """
    openers: list[tuple[int, Run]] = []
    searched: dict[tuple[str, bool, int], int] = {}
    for place, run in enumerate(runs):
        kind = (run.mark, run.opens, run.size % 3)
        while run.closes and run.left:
            found = _partner(run, openers, searched.get(kind, -1))
            if found is None:
                searched[kind] = place - 1
                break
            opener = openers[found][1]
            opener.pair(run)
            del openers[found + (1 if opener.left else 0) :]
        if run.opens and run.left:
            openers.append((place, run))


def _partner(closer: Run, openers: list[tuple[int, Run]], after: int) -> int | None:
    for index in range(len(openers) - 1, -1, -1):
        place, opener = openers[index]
        if place <= after:
            return None
        if opener.can_pair(closer):
            return index
    return None


def _is_flank(inside: str, outside: str) -> bool:
    """Whether a run may stand between `outside` and words that begin (or end) with `inside`."""
    if _is_white(inside):
        return False
    return not _is_punctuation(inside) or _is_white(outside) or _is_punctuation(outside)


def _is_white(character: str) -> bool:
    return character in _WHITE  # also when it is empty: the text begins or ends here


def _is_punctuation(character: str) -> bool:
    # A browser sees characters beyond UTF-16's first plane by halves, which are no punctuation.
    if not character or ord(character) >= _BEYOND_UTF16:
        return False
    return unicodedata.category(character)[0] in "PS"
