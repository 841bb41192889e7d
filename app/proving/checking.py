"""Whether what was done on a document is as it was: its ledger, and the rows that it tells of."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.backup.replay import proof_of
from app.domain.acts import Act, Kind
from app.domain.ledger import BEGINNING, Event, Flaw, canonical, faults
from app.domain.objections import ObjectionState
from app.models import Document, LedgerEvent, Version
from app.proving.acts_of_texts import of_editions, of_people, of_signatures, of_versions
from app.proving.acts_of_votes import of_ballots, of_rounds
from app.proving.course import Course
from app.proving.naming import name_of
from app.proving.reading import UNREADABLE, readable
from app.proving.rebuilt import Key, Rebuilt, key_of, numbered

_FLAWS = {
    Flaw.ORDER: "it is missing, or not in its place",
    Flaw.SEAL: "it is not what was sealed, or another act came before it then",
    Flaw.MISSING: "no act bears the seal you gave: acts are missing at the end of the ledger, or "
    "all since some moment were sealed anew",
}


@dataclass(frozen=True)
class Told:
    """An event of the ledger, with what it tells; key, act: None when that cannot be read."""

    event: Event
    act: Act | None
    key: Key | None

    @property
    def name(self) -> str:
        try:
            return f"Act {self.event.number}, {name_of(self.act or {})}"
        except UNREADABLE:
            return f"Act {self.event.number}"


def check(
    session: Session, document: Document, *, is_quick: bool = False, head: str = BEGINNING
) -> tuple[int, list[str]]:
    """How many acts the ledger of a document has, and what is false: a sentence each.

    is_quick: the log of the text is not replayed. head: as in `ledger.faults`.
    """
    ledger = _ledger(session, document)
    found = [
        *_faults(ledger, head),
        *_out_of_turn(ledger, document),
        *_differences(ledger, list(_rebuilt(session, document))),
        *([] if is_quick else _other_texts(session, document, ledger)),
    ]
    return len(ledger), list(dict.fromkeys(found))


def _ledger(session: Session, document: Document) -> list[Told]:
    keys = (
        select(LedgerEvent.document_id, LedgerEvent.number)
        .where(LedgerEvent.document_id == document.id)
        .order_by(LedgerEvent.number)
    )
    rows = readable(session, LedgerEvent, keys)
    events = [Event(row.number, row.words, row.seal) for row in rows]
    acts = [_act(event) for event in events]
    keys_of = numbered(key for _, key in acts if key)
    return [
        Told(event, act, next(keys_of) if key else None)
        for event, (act, key) in zip(events, acts, strict=True)
    ]


def _act(event: Event) -> tuple[Act | None, Key | None]:
    try:
        act = json.loads(event.words)
        key = key_of(act)
        hash(key)
        return act, key
    except UNREADABLE:
        return None, None


def _faults(ledger: list[Told], head: str) -> Iterator[str]:
    names = {one.event.number: one.name for one in ledger}
    for fault in faults([one.event for one in ledger], head):
        if fault.flaw is Flaw.MISSING:
            yield f"After the last act, {len(ledger)}: {_FLAWS[fault.flaw]}."
        else:
            yield f"{names.get(fault.number, f'Act {fault.number}')}: {_FLAWS[fault.flaw]}."


def _out_of_turn(ledger: list[Told], document: Document) -> Iterator[str]:
    course = Course()
    for one in ledger:
        try:
            is_possible = one.act is not None and course.can_follow(one.act)
        except UNREADABLE:
            is_possible = False
        if not is_possible:
            yield f"{one.name}: nobody can have done this after the acts before it."
    if course.state is not document.state:
        number = len(ledger)
        yield f"After the last act, {number}: the document is kept in another state than it left."


def _rebuilt(session: Session, document: Document) -> Iterator[Rebuilt]:
    for rebuilt in (of_versions, of_rounds, of_ballots, of_editions, of_signatures, of_people):
        yield from rebuilt(session, document)


def _differences(ledger: list[Told], rebuilt: list[Rebuilt]) -> Iterator[str]:
    kept = {one.key: one for one in rebuilt}
    told: set[Key] = set()
    answered = _answered(ledger)
    for one in ledger:
        if one.key is None or one.key[0] == Kind.REDRAFTED or one.event.number in answered:
            continue
        if one.key in told:
            yield f"{one.name}: the ledger tells this twice."
        told.add(one.key)
        yield from _compared(one, kept.get(one.key))
    for missing in rebuilt:
        if missing.key not in told and missing.key[0] != Kind.ROLE:
            yield f"No act of the ledger tells of {missing.name}, which the database has."


def _answered(ledger: list[Told]) -> set[int]:
    """Objections that were set aside, and then withdrawn or resolved: only the end is kept."""
    last = {one.key: one.event.number for one in ledger}
    return {
        one.event.number
        for one in ledger
        if one.act
        and one.act.get("state") == ObjectionState.SET_ASIDE
        and last[one.key] != one.event.number
    }


def _compared(told: Told, kept: Rebuilt | None) -> Iterator[str]:
    if kept is None:
        yield f"{told.name}: the database has nothing of what it tells."
        return
    for doubt in kept.doubts:
        yield f"{told.name}: {doubt}."
    if kept.act is not None and canonical(kept.act) != told.event.words:
        others = [one for one, said in kept.act.items() if (told.act or {}).get(one) != said]
        differing = f" ({', '.join(others)})" if others else ""
        yield f"{told.name}: the database tells it otherwise{differing}."


def _other_texts(session: Session, document: Document, ledger: list[Told]) -> Iterator[str]:
    """The log is gone through row by row; no more than one text is held at a time."""
    names = {one.key: one.name for one in ledger}
    try:
        proof = proof_of(session, document)
    except UNREADABLE:
        yield "The log of the text cannot be read."
        return
    hashes = session.execute(
        select(Version.number, Version.sha256).where(Version.document_id == document.id)
    )
    for number, sha256 in hashes:
        if proof.versions[str(number)] != sha256:
            name = names.get((Kind.VERSION, number), f"Version {number}")
            yield f"{name}: the log of the text makes another one there."
