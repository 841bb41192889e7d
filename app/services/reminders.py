"""Those who have not voted yet are reminded, by the clock and by hand."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import ConflictError, ForbiddenError
from app.domain.mails import About
from app.domain.reminders import PAUSE, is_due
from app.domain.roles import Action, may
from app.domain.rounds import RoundState, demand_voting
from app.models import Round
from app.services.ballot_box import as_round, ballots_of
from app.services.letters_to_voters import write_to_voters
from app.services.rounds import find_round


def remind(session: Session, person_id: int, key: str, number: int, now: datetime) -> int:
    """Have those written to who have not voted; returns how many. Raises DomainError."""
    row, access = find_round(session, person_id, key, number, lock=True)
    if not may(access.role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can remind others.")
    session.refresh(row, with_for_update={"of": Round})  # a clerk may just be reminding them
    demand_voting(as_round(row), now)
    if row.reminded_at is not None and now < row.reminded_at + PAUSE:
        raise ConflictError("They were reminded less than an hour ago.")
    return _remind(session, row, now)


def remind_those_due(session: Session, now: datetime) -> None:
    """Have everybody reminded for whom it is time."""
    for row in _open_rounds(session):
        if is_due(row.opened_at, row.reminded_at, row.deadline, now):
            _remind(session, row, now)


def _open_rounds(session: Session) -> Sequence[Round]:
    return session.scalars(
        select(Round)
        .where(Round.state == RoundState.OPEN)
        .order_by(Round.id)
        .with_for_update(skip_locked=True, key_share=True)
    ).all()


def _remind(session: Session, row: Round, now: datetime) -> int:
    row.reminded_at = now
    voted = {one.voter for one in ballots_of(session, row)}
    return write_to_voters(session, About.REMINDER, row, now, but=voted)
