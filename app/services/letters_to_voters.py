"""Mails to those who vote in a round."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.mails import About
from app.models import Round, Voter
from app.services import outbox
from app.services.voters import voters_here


def write_to_voters(
    session: Session, about: About, row: Round, now: datetime, but: Collection[str] = ()
) -> int:
    """Have all voters written to but those with these keys; returns to how many that was.

    Who is no longer in the group hears nothing more of it.
    """
    written = [voter for voter in voters_here(session, row) if voter.key not in but]
    return sum(write_to(session, about, voter, now) for voter in written)


def write_to(session: Session, about: About, voter: Voter, now: datetime) -> bool:
    """Have one voter written to; False for who has no address."""
    if voter.person.email is None:
        return False
    outbox.ask_for(session, about, voter.person.email, now, round_id=voter.round_id)
    return True
