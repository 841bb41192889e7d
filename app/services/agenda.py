"""Every thread of a document in the order of its text, to walk through them in a meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from app.domain.clauses import Clause, clause_at, split
from app.domain.overwritten import now_between
from app.domain.quotes import find
from app.domain.search import folded
from app.domain.threads import Outcome, Scope, Status
from app.models import Document, Person, Thread
from app.services.cards import Cards, Marks, cards_of, marks_of
from app.services.documents import text_of
from app.services.talk import with_comments
from realtime.people import PublicPerson

PAGE = 50  # threads
_WHOLE_TEXT, _FOUND, _DETACHED = range(3)


@dataclass(frozen=True)
class Place:
    """Where the words of a thread stand now; the order of places is that of the text.

    path: the headings above; of words that are gone those that stood above them then.
    """

    rank: int
    start: int
    path: tuple[str, ...]

    @property
    def is_whole_text(self) -> bool:
        return self.rank == _WHOLE_TEXT

    @property
    def is_detached(self) -> bool:
        return self.rank == _DETACHED

    @property
    def clause(self) -> str:
        """What names the clause in an address; all that is detached counts as one."""
        if self.rank == _FOUND:
            return "in " + " / ".join(self.path)
        return "detached" if self.is_detached else "whole"


@dataclass(frozen=True)
class Sought:
    """Which threads somebody wants to see; what is empty does not matter.

    status: open or closed. kind: proposals, mine, calls (the person) or new. clause: as in
    `Place`. person: the key of somebody who said something there.
    """

    status: str = ""
    kind: str = ""
    clause: str = ""
    person: str = ""


@dataclass(frozen=True)
class Agenda:
    """One page of the threads that were sought, and what else there is to choose from.

    groups: the threads of each clause. total, open, found: how many there are, how many of them
    are open, and how many were sought. clauses, people: who and what has threads at all.
    known: how those people are seen, by their ids.
    """

    cards: Cards
    groups: Sequence[tuple[Place, Sequence[Thread]]]
    total: int
    open: int
    found: int
    page: int
    pages: int
    clauses: Sequence[Place]
    people: Sequence[Person]
    known: Mapping[int, PublicPerson]


@dataclass(frozen=True)
class WholeAgenda:
    """All threads of a document, in the order of its text, and who is who in them."""

    document: Document
    placed: Sequence[tuple[Place, Thread]]
    people: Mapping[int, PublicPerson]


@dataclass(frozen=True)
class _Survey:
    """All threads of a document in the order of the text."""

    marks: Marks
    placed: Sequence[tuple[Place, Thread]]

    def keys(self, sought: Sought, thread: str) -> list[str]:
        """Of the threads that are sought, and of `thread`."""
        return [
            one.key
            for place, one in self.placed
            if one.key == thread or self._fits(place, one, sought)
        ]

    def _fits(self, place: Place, thread: Thread, sought: Sought) -> bool:
        people = {one.key for one in self.marks.speakers[thread.id]}
        return (
            sought.status in ("", "closed" if thread.status is Status.CLOSED else "open")
            and sought.clause in ("", place.clause)
            and (not sought.person or sought.person in people)
            and self._is(sought.kind, thread)
        )

    def _is(self, kind: str, thread: Thread) -> bool:
        return {
            "proposals": thread.is_proposal,
            "mine": any(one.id == self.marks.person_id for one in self.marks.speakers[thread.id]),
            "calls": thread.id in self.marks.calling,
            "new": thread.id in self.marks.new,
        }.get(kind, True)


def agenda_of(
    session: Session, person_id: int, key: str, sought: Sought, page: int, thread: str = ""
) -> Agenda:
    """A page of what is sought, or the page on which `thread` is. Raises as `find_document`.

    That thread is shown even when it is not sought: somebody has just done something to it.
    """
    survey = _survey(session, person_id, key)
    keys = survey.keys(sought, thread)
    pages = max(1, -(-len(keys) // PAGE))
    page = keys.index(thread) // PAGE + 1 if thread in keys else max(1, min(page, pages))
    cards = cards_of(session, person_id, key, keys[(page - 1) * PAGE : page * PAGE])
    places = {one.id: place for place, one in survey.placed}
    speakers = {one for several in survey.marks.speakers.values() for one in several}
    return Agenda(
        cards=cards,
        groups=_by_clause([(places[one.id], one) for one in cards.threads]),
        total=len(survey.placed),
        open=sum(one.status is not Status.CLOSED for _, one in survey.placed),
        found=len(keys),
        page=page,
        pages=pages,
        clauses=list({place.clause: place for place, _ in survey.placed}.values()),
        people=sorted(speakers, key=lambda one: folded(one.name)),
        known=survey.marks.people,
    )


def whole_agenda(session: Session, person_id: int, key: str) -> WholeAgenda:
    """Every thread with all that is said in it. Raises as `find_document`."""
    survey = _survey(session, person_id, key)
    document = survey.marks.access.document
    threads = with_comments(session, document, [one.key for _, one in survey.placed])
    by_id = {one.id: one for one in threads}
    placed = [(place, by_id[one.id]) for place, one in survey.placed]
    return WholeAgenda(document, placed, survey.marks.people)


def _survey(session: Session, person_id: int, key: str) -> _Survey:
    marks = marks_of(session, person_id, key, ())
    document = marks.access.document
    text = text_of(session, document) if marks.threads else ""
    clauses = split(text)
    placed = [(_place_of(text, clauses, one), one) for one in marks.threads]
    placed.sort(key=lambda one: (one[0].rank, one[0].start, one[1].id))
    return _Survey(marks, placed)


def _place_of(text: str, clauses: list[Clause], thread: Thread) -> Place:
    if thread.scope is Scope.TEXT:
        return Place(_WHOLE_TEXT, 0, ())
    found = _found(text, thread)
    if found is None:
        return Place(_DETACHED, 0, thread.path)
    return Place(_FOUND, found[0], clause_at(clauses, found[0]).path)


def _found(text: str, thread: Thread) -> tuple[int, int] | None:
    """The words; or, when a proposal changed them as it was meant to, what stands there now."""
    is_changed = thread.status is Status.STALE or thread.outcome is Outcome.ACCEPTED
    found = None if thread.outcome is Outcome.ACCEPTED else find(text, thread.where)
    return found or (now_between(text, thread.where) if is_changed else None)


def _by_clause(placed: Sequence[tuple[Place, Thread]]) -> list[tuple[Place, list[Thread]]]:
    """The threads of one clause together, with the place of the first of them."""
    together = (list(group) for _, group in groupby(placed, lambda one: one[0].clause))
    return [(group[0][0], [thread for _, thread in group]) for group in together]
