"""A text as a finished page, clause by clause, with what changed in each since an earlier one."""

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from markupsafe import Markup

from app.comparing.redlining import redline_in_time
from app.comparing.words import spoken
from app.domain.clauses import split
from app.domain.diffs import Fate
from app.domain.errors import ConflictError
from app.domain.versions import MAX_PASSAGES
from app.rendering import render
from app.rendering.redline import Section, View


class ClausePage(NamedTuple):
    """A clause as it reads. place: in the version, from 0; None for one that is gone.

    marked: with its changes, where there are any. plain: without. section: what became of it, if
    that is known.
    """

    place: int | None
    title: str
    plain: Markup
    marked: Markup | None
    section: Section | None


def clause_pages(before: str | None, after: str) -> tuple[list[ClausePage], bool]:
    """The clauses of `after` in order, those of blanks alone left out; and whether what changed
    since `before` is marked, which takes too long for very long texts."""
    if before is not None:
        with suppress(ConflictError):
            sections = redline_in_time(before, after, View.INLINE, spoken())
            return _marked(sections, after), True
    clauses = enumerate(split(after, MAX_PASSAGES))
    return [
        ClausePage(place, one.title, render(one.text), None, None)
        for place, one in clauses
        if one.text.strip()
    ], False


def _marked(sections: Sequence[Section], after: str) -> list[ClausePage]:
    texts = [one.text for one in split(after)]
    pages = []
    for one in sections:
        is_kept = one.place is None or not _is_rewritten(one)
        plain = one.inline if is_kept else render(texts[one.place or 0])
        marked = one.inline if one.fates else None
        pages.append(ClausePage(one.place, one.title, plain, marked, one))
    return pages


def _is_rewritten(section: Section) -> bool:
    return not {Fate.CHANGED, Fate.ADDED, Fate.RENUMBERED}.isdisjoint(section.fates)
