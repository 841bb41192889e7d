"""Marks and links around pieces, opened and closed only where Markdown reads them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from app.importing.pieces import Piece, settle_gaps
from app.importing.runs import EMPHASIS, STRONG, STRUCK

_DELIMITERS = {"**": STRONG, "*": EMPHASIS, "~~": STRUCK}


def marked(pieces: Sequence[Piece]) -> str:
    """Pieces as Markdown, with the marks and links they ask for wherever those can be written."""
    return _written(_linked(pieces))


def _linked(pieces: Sequence[Piece]) -> list[Piece]:
    """Each link as one piece: its common marks go around it, the others stay inside."""
    result: list[Piece] = []
    for href, group in groupby(pieces, lambda each: each.href):
        linked = list(group)
        result += linked if href is None else [_link_piece(linked, href)]
    return result


def _link_piece(group: Sequence[Piece], href: str) -> Piece:
    common = ~0
    for each in group:
        common &= each.marks
    inner = _written([replace(each, marks=each.marks & ~common) for each in group])
    return Piece("punctuation", f"[{inner}]({href})", common, href)


def _written(pieces: Sequence[Piece]) -> str:
    _settle_edges(pieces)
    settle_gaps(pieces)
    return _Writing(pieces).text()


class _Writing:
    """Where the writing of some pieces stands: the text so far, and the marks that are open."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._out: list[str] = []
        self._open: list[str] = []
        self._glued = False

    def text(self) -> str:
        """All of it, with every mark closed."""
        for at, each in enumerate(self._pieces):
            self._write(at, each)
        return "".join(self._out)

    def _write(self, at: int, each: Piece) -> None:
        fresh = [] if self._may_not_open(at, each) else self._opening(at)
        if not fresh:
            self._unglue(each.source)
        self._open += fresh
        kept = len(self._open) if each.is_gap else self._still_open(at)
        # A lone star or underscore is only text while no mark and no link stands beside it.
        is_beside = bool(fresh) or self._glued or kept < len(self._open) or self._at_edge(at)
        lone = is_beside and each.source in ("*", "_")
        self._out += [*fresh, "\\" + each.source if lone else each.source]
        self._out += reversed(self._open[kept:])
        self._glued = kept < len(self._open)
        del self._open[kept:]

    def _may_not_open(self, at: int, each: Piece) -> bool:
        """`**a***b*` cannot be read back: a mark right behind a closed one waits for a gap. So does
        one between two signs while others are open: it could as well close them.
        """
        after_sign = at > 0 and self._pieces[at - 1].is_sign
        return each.is_gap or self._glued or (bool(self._open) and after_sign and each.is_sign)

    def _opening(self, at: int) -> list[str]:
        """The delimiters to open at `at`, the one that lasts longest first."""
        marks = self._pieces[at].marks
        wanted = [
            (-self._end_of(at, mark), order, delimiter)
            for order, (delimiter, mark) in enumerate(_DELIMITERS.items())
            if marks & mark and delimiter not in self._open
        ]
        return [delimiter for _, _, delimiter in sorted(wanted)]

    def _end_of(self, at: int, mark: int) -> int:
        end = at
        while end < len(self._pieces) and self._pieces[end].marks & mark:
            end += 1
        return end

    def _still_open(self, at: int) -> int:
        """How many of the open delimiters, outermost first, go on in the next piece."""
        following = self._pieces[at + 1].marks if at + 1 < len(self._pieces) else 0
        for place, delimiter in enumerate(self._open):
            if not following & _DELIMITERS[delimiter]:
                return place
        return len(self._open)

    def _at_edge(self, at: int) -> bool:
        """Whether a link begins or ends beside the piece, or the text does."""
        href = self._pieces[at].href
        first = at == 0 or self._pieces[at - 1].href != href
        return first or at + 1 == len(self._pieces) or self._pieces[at + 1].href != href

    def _unglue(self, following: str) -> None:
        """Text that ends in "!" before a link would make an image, in a tick before code other
        code.
        """
        last = self._out[-1] if self._out else ""
        if following.startswith("[") and last.endswith("!"):
            self._out[-1] = last[:-1] + "\\!"
        elif following.startswith("`") and last.endswith("\\`"):
            self._out[-1] = last[:-2] + "&#96;"


def _settle_edges(pieces: Sequence[Piece]) -> None:
    """Takes a mark off punctuation at its edge where a word touches it: it could not be read."""
    for at in range(len(pieces) - 2, -1, -1):
        _take_marks(pieces[at], pieces[at + 1])
    for at in range(1, len(pieces)):
        _take_marks(pieces[at], pieces[at - 1])


def _take_marks(edge: Piece, neighbour: Piece) -> None:
    if neighbour.kind not in ("word", "symbol"):
        return
    ending = edge.marks & ~neighbour.marks
    # `~~` and `*` are signs to each other: inside a word they cannot both end at one place.
    if ending & STRUCK and ending & (STRONG | EMPHASIS):
        edge.marks &= ~STRUCK
    if edge.is_sign:
        edge.marks &= neighbour.marks
