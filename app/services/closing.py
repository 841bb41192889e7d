"""How a validation round ends: closed with an outcome, or voided without one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import acts
from app.domain.errors import ForbiddenError
from app.domain.lifecycle import State
from app.domain.mails import About
from app.domain.outcomes import Result
from app.domain.roles import Action, may
from app.domain.rounds import RoundState, demand_closing, demand_voiding
from app.models import Round as RoundRow
from app.services import states
from app.services.ballot_box import as_round, box_of
from app.services.ledger import record
from app.services.letters_to_voters import write_to_voters
from app.services.rounds import find_round
from realtime import log


def close_round(session: Session, person_id: int, key: str, number: int, now: datetime) -> RoundRow:
    """Close a round of which the deadline is over or in which everybody has voted.

    Raises DomainError.
    """
    row, access = find_round(session, person_id, key, number, lock=True)
    if not may(access.role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can close a round.")
    demand_closing(as_round(row), box_of(session, row).voted, now)
    _close(session, row, person_id if now < row.deadline else None, now)
    return row


def void_round(
    session: Session, person_id: int, key: str, number: int, reason: str, now: datetime
) -> RoundRow:
    """End an open round without an outcome: nothing said in it counts. Raises DomainError."""
    row, access = find_round(session, person_id, key, number, lock=True)
    row.reason = demand_voiding(access.role, as_round(row), reason, now)
    row.state, row.result = RoundState.VOIDED, Result.VOIDED
    row.closed_at, row.closed_by_id = now, person_id
    states.move(session, row.document, State.DRAFTING)
    record(session, row.document_id, acts.voided(row.number, row.reason, now, person_id))
    write_to_voters(session, About.OUTCOME, row, now)
    return row


def rounds_over(session: Session, now: datetime) -> Sequence[int]:
    """The ids of open rounds whose deadline is over."""
    return session.scalars(
        select(RoundRow.id)
        .where(RoundRow.state == RoundState.OPEN, RoundRow.deadline <= now)
        .order_by(RoundRow.id)
    ).all()


def close_if_over(session: Session, round_id: int, now: datetime) -> None:
    """Close a round when its deadline is over, if nobody has done so."""
    row = session.get_one(RoundRow, round_id)
    log.head_of(session, row.document_id, lock=True)
    session.refresh(row, with_for_update={"key_share": True})
    if row.state is RoundState.OPEN and now >= row.deadline:
        _close(session, row, None, now)


def _close(session: Session, row: RoundRow, person_id: int | None, now: datetime) -> None:
    row.state, row.closed_at, row.closed_by_id = RoundState.CLOSED, now, person_id
    outcome = box_of(session, row).outcome
    row.result = outcome.result
    passed = outcome.result is Result.PASSED
    states.move(session, row.document, State.VALIDATED if passed else State.DRAFTING)
    record(session, row.document_id, acts.closed(row.number, outcome, now, person_id))
    write_to_voters(session, About.OUTCOME, row, now)
