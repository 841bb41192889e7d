"""Objections as things to be worked on: found, withdrawn, resolved, or set aside with an answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.domain import acts
from app.domain.errors import NotFoundError
from app.domain.objections import ObjectionState, demand_answer, demand_ending, demand_setting_aside
from app.models import Ballot, Objection, Round, Voter
from app.notices import Changed, announce
from app.services.comments import note, said
from app.services.documents import Access, access_to
from app.services.ledger import record
from app.services.rewriting import lock_for_writing
from app.services.rounds import last_close


def find_objection(
    session: Session, person_id: int, key: str, *, lock: bool = False
) -> tuple[Objection, Access]:
    """The objection `key` names, and what the person is to its document. Raises NotFoundError.

    With `lock` nobody else ends it, or its round, before this transaction ends.
    """
    found = session.scalar(_objections().where(Objection.key == key))
    access = access_to(session, person_id, found.ballot.round.document.key) if found else None
    if found is not None and access is not None and lock:
        # Who may do what is read after that, as in `find_round`.
        lock_for_writing(session, person_id, access.document)
        session.refresh(found, with_for_update={"of": Objection})
        access = access_to(session, person_id, access.document.key)
    if found is None or access is None:
        raise NotFoundError("There is no such objection, or it is not shared with you.")
    return found, access


def objections_of(session: Session, document_id: int) -> Sequence[Objection]:
    """Every objection on a document, the newest first."""
    return session.scalars(
        _objections().where(Round.document_id == document_id).order_by(Objection.id.desc())
    ).all()


def end_objection(
    session: Session, person_id: int, key: str, state: ObjectionState, answer: str, now: datetime
) -> Objection:
    """Withdraw or resolve one's own objection, or set another's aside with a published answer.

    What its objector says when they end it is said in its thread: an answer that was published
    stays as it is. Raises DomainError.
    """
    found, access = find_objection(session, person_id, key, lock=True)
    if state is ObjectionState.SET_ASIDE:
        rule = found.ballot.round.rule
        answer = demand_setting_aside(access.role, rule, found.state, answer)
    else:
        demand_ending(found.ballot.voter.person_id == person_id, found.state)
        _say(session, found, person_id, demand_answer(answer), now)
        answer = found.answer
    # A clock that is behind must not let it end before a round was closed in which it stood.
    now = max(now, last_close(session, access.document.id) or now)
    found.state, found.answer = state, answer
    found.ended_at, found.ended_by_id = now, person_id
    act = acts.objection(found.ballot_id, found.clause, state, answer, now, person_id)
    record(session, access.document.id, act)
    announce(session, Changed(access.document.id, "rounds"))
    return found


def _say(session: Session, found: Objection, person_id: int, words: str, now: datetime) -> None:
    if words and found.thread is not None:
        note(session, found.thread, said(person_id, words, now))


def _objections() -> Select[Objection]:
    ballot = joinedload(Objection.ballot)
    return (
        select(Objection)
        .join(Objection.ballot)
        .join(Ballot.round)
        .options(
            ballot.joinedload(Ballot.voter).joinedload(Voter.person),
            ballot.joinedload(Ballot.round).options(
                joinedload(Round.document), joinedload(Round.version)
            ),
            joinedload(Objection.thread),
            joinedload(Objection.ended_by),
        )
    )
