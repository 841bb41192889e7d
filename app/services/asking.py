"""What a round would ask of whom, shown before it is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.errors import ForbiddenError
from app.domain.roles import Action, may
from app.domain.rounds import Round
from app.domain.terms import Terms, terms
from app.domain.versions import passages
from app.models import Membership
from app.services.ballot_box import left_to
from app.services.directory import people_of
from app.services.documents import Access, find_document
from app.services.opening import Plan, can_vote, planned
from realtime import log


@dataclass(frozen=True)
class Choice:
    """A document on which a round may be opened, and who can be asked, by name."""

    access: Access
    people: Sequence[Membership]


@dataclass(frozen=True)
class Preview:
    """What would be asked. seen: the row of the log after which the text stands as it was read.

    asked: the titles of the clauses that are asked, when others are not asked again; carried: how
    many those others are.
    """

    access: Access
    round: Round
    seen: int
    asked: Sequence[str]
    carried: int

    @property
    def terms(self) -> Terms:
        return terms(self.round)


def choice_for(session: Session, person_id: int, key: str) -> Choice:
    """Whom a facilitator can ask. Raises DomainError for who is none."""
    access = find_document(session, person_id, key)
    if not may(access.role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can open a validation round.")
    people = [one for one in people_of(session, access.document.group_id) if can_vote(one)]
    return Choice(access, people)


def preview(session: Session, person_id: int, key: str, plan: Plan, now: datetime) -> Preview:
    """What `plan` comes to on the document as it stands. Raises DomainError."""
    round_ = planned(session, person_id, key, plan, now)
    access = find_document(session, person_id, key)
    clauses = passages(log.text_of(session, access.document.id))
    left = left_to(session, access.document.id, clauses, plan.deadline)
    voters = {one.key for one in round_.electorate}
    kept = {place for voter, held in left.kept.items() if voter in voters for place in held}
    asked = [one.title for place, one in enumerate(clauses) if place not in kept]
    return Preview(access, round_, access.document.head, asked, len(kept))
