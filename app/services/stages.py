"""Where a text stands on its way from a draft to a published charter, and what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.lifecycle import State
from app.domain.roles import Action, may
from app.domain.versions import Passage, passages
from app.models import Document, Edition, Membership, Round, Signature
from app.services.documents import Access, find_document
from app.services.freezing import editions_of
from app.services.rounds import passed_round
from app.services.signatures import signatures_of, version_to_sign
from app.services.versions import newest_of
from realtime import log


@dataclass(frozen=True)
class Stage:
    """How far a document has come, for one person.

    seen: the newest row of its log. number, clauses: of the version that is, or would be, frozen.
    validated: the round that validated that version. editions: what was frozen so far, the newest
    first. signatures: under what can be signed now. own: the person's place in the group; None for
    a guest.
    """

    access: Access
    seen: int
    number: int
    clauses: Sequence[Passage]
    validated: Round | None
    editions: Sequence[Edition]
    signatures: Sequence[Signature]
    own: Membership | None

    @property
    def document(self) -> Document:
        return self.access.document

    @property
    def state(self) -> State:
        return self.document.state

    @property
    def frozen(self) -> Edition | None:
        """The edition that stands, unless a new one has been begun after it."""
        return self.editions[0] if self.state in (State.FROZEN, State.PUBLISHED) else None

    @property
    def facilitates(self) -> bool:
        return may(self.access.role, Action.FACILITATE)

    @property
    def may_sign(self) -> bool:
        can_be_signed = self.state in (State.VALIDATED, State.FROZEN, State.PUBLISHED)
        return can_be_signed and may(self.access.role, Action.EDIT)

    @property
    def signed(self) -> Signature | None:
        """The person's own signature."""
        own = self.own.person_id if self.own else None
        return next((one for one in self.signatures if one.person_id == own), None)


def stage_of(session: Session, person_id: int, key: str) -> Stage:
    """How far the document has come. Raises as `find_document`."""
    access = find_document(session, person_id, key)
    document = access.document
    number, clauses = _text(session, document)
    signable = version_to_sign(session, document)
    validated = passed_round(session, document.id) if document.state is State.VALIDATED else None
    return Stage(
        access=access,
        seen=document.head,
        number=number,
        clauses=clauses,
        validated=validated,
        editions=editions_of(session, document.id),
        signatures=signatures_of(session, signable.id) if signable else (),
        own=session.scalar(
            select(Membership).where(
                Membership.group_id == document.group_id, Membership.person_id == person_id
            )
        ),
    )


def _text(session: Session, document: Document) -> tuple[int, Sequence[Passage]]:
    """The number and the clauses of what is frozen or validated; of a draft, of what would be."""
    kept = version_to_sign(session, document)
    if kept is None:
        kept = newest_of(session, document.id)
        if kept is None or kept.seq != document.head:
            number = kept.number + 1 if kept else 1
            return number, passages(log.text_at(session, document.id, document.head))
    return kept.number, kept.passages
