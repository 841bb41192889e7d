"""What a person is asked to vote on: open rounds in which they have a vote and have not voted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.rounds import RoundState
from app.models import Ballot, Document, Membership, Round, Voter


@dataclass(frozen=True)
class Call:
    """The round of a document that asks for somebody's vote, and until when it can be cast."""

    number: int
    until: datetime


def calls_to(session: Session, person_id: int, now: datetime) -> Mapping[int, Call]:
    """Of each document that asks for the person's vote, by its id, the call.

    Who left the group is asked for nothing; a vote that was cast before a recall counts.
    """
    found = session.execute(
        select(Round.document_id, Round.number, Round.deadline)
        .join(Round.voters)
        .join(Round.document)
        .join(
            Membership,
            and_(Membership.group_id == Document.group_id, Membership.person_id == person_id),
        )
        .where(
            Voter.person_id == person_id,
            Round.state == RoundState.OPEN,
            Round.deadline > now,
            ~_has_voted(),
        )
    )
    return {row.document_id: Call(row.number, row.deadline) for row in found}


def _has_voted() -> ColumnElement[bool]:
    """In the round, or in the one that it recalls, where the same voter is another row."""
    same = aliased(Voter)
    return exists().where(
        Ballot.voter_id == same.id,
        same.key == Voter.key,
        or_(Ballot.round_id == Round.id, Ballot.round_id == Round.recalls_id),
    )
