"""The difference of two texts in one Markdown text, with tracked changes as CriticMarkup has them.

`{--gone--}`, `{++new++}` and `{>>a remark<<}` read well as they stand, cannot be taken for emphasis
that the text has itself, and editors that know them can accept or refuse each change.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from app.domain.diffs import ClauseChange, Fate, compare
from app.domain.word_changes import Kind, Piece

_MARKS = {Kind.KEPT: "{}", Kind.GONE: "{{--{}--}}", Kind.NEW: "{{++{}++}}"}

Place = tuple[Sequence[str], str | None]
"""The headings under which a clause stood, and the title of the clause after which it did."""


class Tracked(NamedTuple):
    """A clause with its changes marked. moved_from: where it stood, if it was moved."""

    text: str
    moved_from: Place | None


def tracked(before: str, after: str) -> list[Tracked]:
    """The whole text after, with what is gone where it stood."""
    return [
        Tracked("".join(map(_marked, change.pieces)), _moved_from(change))
        for change in compare(before, after).clauses
    ]


def in_one_text(
    clauses: Iterable[Tracked], told: Callable[[Sequence[str], str | None], str]
) -> str:
    """All of them. told: what is to be remarked before a clause that stood in that place."""
    written = []
    for clause in clauses:
        if clause.moved_from:
            written.append(f"{{>>{told(*clause.moved_from)}<<}}\n")
        written.append(clause.text)
    return "".join(written)


def _moved_from(change: ClauseChange) -> Place | None:
    if Fate.MOVED not in change.fates:
        return None
    under = change.before.path[:-1] if change.before else ()
    return under, change.stood_after.title if change.stood_after else None


def _marked(piece: Piece) -> str:
    return _MARKS[piece.kind].format(piece.words)
