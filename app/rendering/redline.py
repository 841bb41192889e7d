"""All that a page of differences shows of two texts, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import count
from typing import NamedTuple

from markupsafe import Markup

from app.domain.clauses import Clause
from app.domain.diffs import ClauseChange, Fate, compare
from app.domain.versions import number_of
from app.rendering.differences import Spoken, render_difference, render_sides

Row = tuple[Markup, Markup]


class View(StrEnum):
    """Both texts as one, or one beside the other."""

    INLINE = "inline"
    SIDE = "side"


class Section(NamedTuple):
    """A clause: what became of it, and how it reads.

    title: "" before the first heading. was_number, number: typed before the heading, then and now.
    was_under: the headings above it then; was_after: the title before which it stood, None at the
    beginning. inline: both texts as one; rows: what was and what is, side by side. A clause that
    was kept has only `inline`. place: of the clause in the text after, from 0; None for one that
    is gone.
    """

    fates: Sequence[Fate]
    title: str
    was_number: str
    number: str
    was_under: Sequence[str]
    was_after: str | None
    inline: Markup
    rows: Sequence[Row]
    place: int | None


def redline(before: str, after: str, view: View, spoken: Spoken) -> list[Section]:
    """The clauses in the order of the text after; those of blanks alone are left out."""
    places = count()
    placed = [(one, next(places) if one.after else None) for one in compare(before, after).clauses]
    return [_section(one, place, view, spoken) for one, place in placed if _is_seen(one)]


def _is_seen(change: ClauseChange) -> bool:
    return any(one and one.text.strip() for one in (change.before, change.after))


def _section(change: ClauseChange, place: int | None, view: View, spoken: Spoken) -> Section:
    before, after = change.before, change.after
    texts = _text(before), _text(after)
    # Blanks that nobody sees are no difference; numbers that were typed are one.
    if not change.fates or change.fates == {Fate.MOVED}:
        texts = texts[1], texts[1]
    side_by_side = view is View.SIDE and change.fates
    return Section(
        fates=[fate for fate in Fate if fate in change.fates],
        title=change.clause.title,
        was_number=number_of(before.title) if before else "",
        number=number_of(after.title) if after else "",
        was_under=before.path[:-1] if before else (),
        was_after=change.stood_after.title if change.stood_after else None,
        inline=Markup() if side_by_side else render_difference(*texts, spoken),
        rows=render_sides(*texts, spoken) if side_by_side else [],
        place=place,
    )


def _text(clause: Clause | None) -> str:
    return clause.text if clause else ""
