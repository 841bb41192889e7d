"""The difference of two texts in one Markdown text, with tracked changes as CriticMarkup has them.

`{--gone--}`, `{++new++}` and `{>>a remark<<}` read well as they stand, cannot be taken for emphasis
that the text has itself, and editors that know them can accept or refuse each change.
"""

from collections.abc import Callable

from app.domain.diffs import ClauseChange, Difference, Fate
from app.domain.word_changes import Kind, Piece

_MARKS = {Kind.KEPT: "{}", Kind.GONE: "{{--{}--}}", Kind.NEW: "{{++{}++}}"}


def tracked(difference: Difference, told: Callable[[ClauseChange], str]) -> str:
    """The whole text after, with what is gone where it stood.

    told: what is to be remarked before a clause that was moved.
    """
    written = []
    for change in difference.clauses:
        if Fate.MOVED in change.fates:
            written.append(f"{{>>{told(change)}<<}}\n")
        written += map(_marked, change.pieces)
    return "".join(written)


def _marked(piece: Piece) -> str:
    return _MARKS[piece.kind].format(piece.words)
