"""Pieces: runs cut where Markdown's rules about marks look, at words, signs and gaps."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from app.importing.characters import is_sign as is_sign_character
from app.importing.escapes import escape_positions
from app.importing.runs import CODE, Look, Run

PieceKind = Literal["space", "break", "word", "punctuation", "symbol"]

_TICKS = re.compile("`+")
# Code keeps its inner spaces; those at its edges stand outside.
_CODE_PIECES = re.compile(r"\n|[^\S\n]+(?=\n|$)|(?<![^\n])[^\S\n]+|\S(?:[^\n]*\S)?")
_BEYOND_UTF16 = 0x10000
_NO_BREAK = "\xa0\u202f"
_MASK = "\ufffc"


@dataclass
class Piece:
    """A piece the marks treat alike. source: as it stands in the Markdown, without its own marks.

    Markdown lets a mark close after punctuation only when no word follows, and open before it only
    when no word precedes: so they are told apart. A symbol lies outside the basic plane, where
    parsers disagree: it counts as both.
    """

    kind: PieceKind
    source: str
    marks: int
    href: str | None

    @property
    def is_gap(self) -> bool:
        """Whether it is white space."""
        return self.kind in ("space", "break")

    @property
    def is_sign(self) -> bool:
        """Whether a mark at its edge must not share it with a word."""
        return self.kind in ("punctuation", "symbol")


def pieces_of(runs: Iterable[Run], *, cell: bool) -> list[Piece]:
    """The pieces of runs, trimmed; in a `cell` pipes are escaped and breaks are spaces."""
    one_look = _joined([_without_coded_pipe(run) for run in runs] if cell else runs)
    return _tidy(_cut_up(one_look, cell=cell), cell=cell)


def settle_gaps(pieces: Sequence[Piece]) -> None:
    """A gap has the marks that go on across it."""
    for at, each in enumerate(pieces):
        if each.is_gap:
            each.marks = _marks_at(pieces, at - 1) & _marks_at(pieces, at + 1)


def longest_ticks(text: str) -> int:
    """The length of the longest row of backticks: what encloses code must be longer."""
    return max((len(ticks) for ticks in _TICKS.findall(text)), default=0)


def _marks_at(pieces: Sequence[Piece], at: int) -> int:
    return pieces[at].marks if 0 <= at < len(pieces) else 0


def _without_coded_pipe(run: Run) -> Run:
    """A pipe in code cannot be escaped, and would end the cell: there it is written as text."""
    if "|" not in run.text:
        return run
    return replace(run, look=replace(run.look, marks=run.look.marks & ~CODE))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one look as one run: two stretches of code side by side read as one."""
    joined: list[Run] = []
    for (href, marks, _), alike in groupby(runs, _look_to_join):
        text = ""
        common = ~0
        for run in alike:
            text += run.text.lstrip(" ") if text.endswith(" ") else run.text
            common &= run.look.marks
        joined.append(Run(text, Look(common if marks is None else marks, href)))
    return joined


def _look_to_join(run: Run) -> tuple[str | None, int | None, bool]:
    is_code = bool(run.look.marks & CODE)
    return run.look.href, None if is_code else run.look.marks, is_code


def _cut_up(runs: Sequence[Run], *, cell: bool) -> Iterator[Piece]:
    prose = "".join(_MASK * len(run.text) if run.look.marks & CODE else run.text for run in runs)
    escapes = escape_positions(prose, cell=cell)
    offset = 0
    for run in runs:
        is_code = bool(run.look.marks & CODE)
        for start, text in _code_parts(run.text) if is_code else _parts(run.text):
            kind = _kind_of(text)
            if is_code and text.strip():
                kind, source = "punctuation", _coded(text)
            else:
                source = _escaped(text, offset + start, escapes)
            yield Piece(kind, source, run.look.marks & ~CODE, run.look.href)
        offset += len(run.text)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for _, characters in groupby(text, _class_of):
        part = "".join(characters)
        # Every line break is a piece of its own.
        for one in part if part[0] == "\n" else (part,):
            yield start, one
            start += len(one)


def _class_of(character: str) -> str:
    if character == "\n" or character.isspace():
        return "break" if character == "\n" else "space"
    return "sign" if is_sign_character(character) else "word"


def _code_parts(text: str) -> Iterator[tuple[int, str]]:
    return ((found.start(), found[0]) for found in _CODE_PIECES.finditer(text))


def _coded(text: str) -> str:
    fence = "`" * (longest_ticks(text) + 1)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _escaped(text: str, offset: int, escapes: set[int]) -> str:
    return "".join("\\" + each if offset + at in escapes else each for at, each in enumerate(text))


def _kind_of(text: str) -> PieceKind:
    if text == "\n":
        return "break"
    if text.isspace():
        return "space"
    if not is_sign_character(text[0]):
        return "word"
    return "symbol" if any(ord(each) >= _BEYOND_UTF16 for each in text) else "punctuation"


def _tidy(pieces: Iterable[Piece], *, cell: bool) -> list[Piece]:
    """One space where several stood, none at an edge, and no link that ends on one."""
    tidied: list[Piece] = []
    for each in pieces:
        is_break = each.kind == "break" and not cell
        if is_break and tidied and tidied[-1].kind == "space":
            tidied.pop()
        if not each.is_gap:
            tidied.append(each)
        elif tidied and is_break:
            tidied.append(replace(each, source="\\\n"))
        elif tidied and not tidied[-1].is_gap:
            tidied.append(replace(each, kind="space", source=_one_space(each.source)))
    while tidied and tidied[-1].is_gap:
        tidied.pop()
    _settle_links(tidied)
    settle_gaps(tidied)
    return tidied


def _settle_links(pieces: Sequence[Piece]) -> None:
    for at, each in enumerate(pieces):
        if each.is_gap:
            before, after = pieces[at - 1].href, pieces[at + 1].href
            each.href = before if before == after else None


def _one_space(spaces: str) -> str:
    """A space that does not break stays one."""
    return next((each for each in spaces if each in _NO_BREAK), " ")
