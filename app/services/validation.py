"""How far the validation of a text has come: its rounds, and what each of them decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.outcomes import Outcome
from app.domain.roles import Action, may
from app.domain.rounds import RoundState
from app.models import Document, Voter
from app.models import Round as RoundRow
from app.services.ballot_box import box_of
from app.services.documents import Access, find_document
from app.services.rounds import rounds_of


@dataclass(frozen=True)
class Decided:
    """A round that has ended, and what it decided."""

    row: RoundRow
    outcome: Outcome

    @property
    def titles(self) -> list[str]:
        """Of its clauses, "" for what stands before the first heading."""
        return [one.title for one in self.row.version.passages]


@dataclass(frozen=True)
class Validation:
    """open: the round that is, with the vote of who asks, and whether they cast it; ended: the
    others, the newest first."""

    access: Access
    open: RoundRow | None
    own: Voter | None
    has_voted: bool
    ended: Sequence[Decided]

    @property
    def document(self) -> Document:
        return self.access.document

    @property
    def facilitates(self) -> bool:
        return may(self.access.role, Action.FACILITATE)


def validation_of(session: Session, person_id: int, key: str) -> Validation:
    """Of the document `key` names. Raises NotFoundError."""
    access = find_document(session, person_id, key)
    rows = rounds_of(session, access.document.id)
    open_ = next((one for one in rows if one.state is RoundState.OPEN), None)
    voters = open_.voters if open_ else []
    own = next((one for one in voters if one.person_id == person_id), None)
    has_voted = bool(open_ and own and own.key in box_of(session, open_).voted)
    ended = [
        Decided(one, box_of(session, one).outcome)
        for one in rows
        if one.state is not RoundState.OPEN
    ]
    return Validation(access, open_, own, has_voted, ended)
