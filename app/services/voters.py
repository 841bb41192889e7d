"""Who of those that were given a vote can still cast it: they must be in the group."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Membership, Round, Voter


def voters_here(session: Session, row: Round) -> Sequence[Voter]:
    """The voters of a round who are still in its group, whatever they are there by now."""
    here = set(
        session.scalars(
            select(Membership.person_id).where(Membership.group_id == row.document.group_id)
        )
    )
    return [voter for voter in row.voters if voter.person_id in here]
