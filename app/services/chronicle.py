"""The ledger of a document as its readers see it: who did what, and whether it was sealed so."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.acts import Act
from app.domain.ledger import Event, Fault, faults
from app.models import Ballot, Document, Edition, Person, Round
from app.services.documents import find_document
from app.services.ledger import events_of

ACTS_A_PAGE = 50


@dataclass(frozen=True)
class Entry:
    """An event and what it tells; act, at: None when it is false, and so tells nothing."""

    event: Event
    act: Act | None
    at: datetime | None


@dataclass(frozen=True)
class Chronicle:
    """entries: of one page, the newest first. acts: how many there are. seal: the last.

    fault: the first false act. people: by the number that acts call them by. rounds: number of a
    ballot -> of its round. published: the numbers of editions that anybody may read.
    """

    document: Document
    entries: Sequence[Entry]
    more: bool
    acts: int
    seal: str
    fault: Fault | None
    people: Mapping[int, Person]
    rounds: Mapping[int, int]
    published: frozenset[int]


def chronicle_of(session: Session, person_id: int | None, key: str, page: int) -> Chronicle:
    """For anybody who may read the document; page: from 1. Raises NotFoundError."""
    document = find_document(session, person_id, key).document
    events = events_of(session, document.id)
    found = list(faults(events))
    false = {one.number for one in found}
    until = max(0, len(events) - (page - 1) * ACTS_A_PAGE)
    shown = reversed(events[max(0, until - ACTS_A_PAGE) : until])
    entries = [_entry(one, is_false=one.number in false) for one in shown]
    acts = [one.act for one in entries if one.act]
    return Chronicle(
        document,
        entries,
        more=until > ACTS_A_PAGE,
        acts=len(events),
        seal=events[-1].seal if events else "",
        fault=next(iter(found), None),
        people=_people(session, acts),
        rounds=_rounds(session, acts),
        published=_published(session, document),
    )


def _entry(event: Event, is_false: bool) -> Entry:
    if is_false:
        return Entry(event, None, None)
    act = json.loads(event.words)
    return Entry(event, act, datetime.fromisoformat(act["at"]))


def _people(session: Session, acts: Iterable[Act]) -> Mapping[int, Person]:
    ids = {one.get(part) for one in acts for part in ("by", "person")}
    found = session.scalars(select(Person).where(Person.id.in_(ids - {None})))
    return {one.id: one for one in found}


def _rounds(session: Session, acts: Iterable[Act]) -> Mapping[int, int]:
    ids = {one["ballot"] for one in acts if "ballot" in one}
    rows = session.execute(
        select(Ballot.id, Round.number).join(Ballot.round).where(Ballot.id.in_(ids))
    )
    return {row.id: row.number for row in rows}


def _published(session: Session, document: Document) -> frozenset[int]:
    numbers = session.scalars(
        select(Edition.number).where(
            Edition.document_id == document.id, Edition.published_at.is_not(None)
        )
    )
    return frozenset(numbers)
