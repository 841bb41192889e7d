"""Who signs what was validated: in person, or for their organisation."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain import acts
from app.domain.errors import ConflictError, InvalidError
from app.domain.freezing import demand_signing
from app.domain.lifecycle import State
from app.models import Document, Membership, Signature, Version
from app.notices import Changed, announce
from app.services.documents import Access, find_document
from app.services.freezing import newest_edition
from app.services.ledger import record
from app.services.rewriting import lock_for_writing
from app.services.rounds import passed_round


def sign(
    session: Session, person_id: int, key: str, for_organisation: bool, now: datetime
) -> Signature:
    """Sign the validated or frozen text, in person or for one's organisation.

    Raises DomainError.
    """
    access, version = _lock(session, person_id, key)
    if any(one.person_id == person_id for one in signatures_of(session, version.id)):
        raise ConflictError("You have signed this text already.")
    own = session.scalars(
        select(Membership).where(
            Membership.group_id == access.document.group_id, Membership.person_id == person_id
        )
    ).one()
    if for_organisation and not own.organisation:
        raise InvalidError("Your entry among the people of the group names no organisation.")
    organisation = own.organisation if for_organisation else ""
    signature = Signature(
        version=version,
        person_id=person_id,
        name=own.person.name,
        organisation=organisation,
        country=own.country,
        at=now,
    )
    session.add(signature)
    act = acts.signed(version.number, organisation, own.country, now, person_id)
    record(session, access.document.id, act)
    announce(session, Changed(access.document.id, "rounds"))
    return signature


def withdraw_signature(session: Session, person_id: int, key: str, now: datetime) -> None:
    """Take one's signature back. Raises DomainError."""
    access, version = _lock(session, person_id, key)
    signature = next(
        (one for one in signatures_of(session, version.id) if one.person_id == person_id), None
    )
    if signature is None:
        raise ConflictError("You have not signed this text.")
    signature.withdrawn_at = now
    record(session, access.document.id, acts.unsigned(version.number, now, person_id))
    announce(session, Changed(access.document.id, "rounds"))


def signatures_of(session: Session, version_id: int) -> Sequence[Signature]:
    """The signatures under a version that were not taken back, in the order in which they came."""
    return session.scalars(
        select(Signature)
        .where(Signature.version_id == version_id, Signature.withdrawn_at.is_(None))
        .order_by(Signature.id)
        .options(joinedload(Signature.person))
    ).all()


def version_to_sign(session: Session, document: Document) -> Version | None:
    """The text that can be signed now, if there is one."""
    if document.state is State.VALIDATED:
        validated = passed_round(session, document.id)
        return validated.version if validated else None
    if document.state in (State.FROZEN, State.PUBLISHED):
        frozen = newest_edition(session, document.id)
        return frozen.version if frozen else None
    return None


def _lock(session: Session, person_id: int, key: str) -> tuple[Access, Version]:
    document = find_document(session, person_id, key).document
    head = lock_for_writing(session, person_id, document)
    access = find_document(session, person_id, key)
    demand_signing(access.role, head.state)
    version = version_to_sign(session, access.document)
    if version is None:
        raise ConflictError("This text can be signed once it is validated.")
    return access, version
