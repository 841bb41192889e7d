"""Frozen editions that anybody may read, at an address that stays."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import acts
from app.domain.errors import ConflictError, NotFoundError
from app.domain.freezing import demand_publishing
from app.domain.lifecycle import State
from app.models import Document, Edition
from app.services import states
from app.services.documents import find_document
from app.services.freezing import editions_of, newest_edition
from app.services.ledger import record
from app.services.rewriting import lock_for_writing


def publish(session: Session, person_id: int, key: str, now: datetime) -> Edition:
    """Let anybody read the frozen edition. Raises DomainError."""
    document = find_document(session, person_id, key).document
    head = lock_for_writing(session, person_id, document)
    access = find_document(session, person_id, key)
    demand_publishing(access.role, head.state)
    edition = newest_edition(session, document.id)
    if edition is None:
        raise ConflictError("Only a frozen text can be published.")
    edition.published_at, edition.published_by_id = now, person_id
    states.move(session, document, State.PUBLISHED)
    record(session, document.id, acts.published(edition.number, now, person_id))
    return edition


def published_editions(session: Session, key: str) -> Sequence[Edition]:
    """The published editions of the document `key` names, the newest first.

    Nobody needs to be signed in for them. Raises NotFoundError when there is none.
    """
    document_id = session.scalar(select(Document.id).where(Document.key == key))
    found = editions_of(session, document_id) if document_id is not None else []
    published = [one for one in found if one.published_at is not None]
    if not published:
        raise NotFoundError("There is no published text at this address.")
    return published


def published_among(session: Session, documents: Iterable[Document]) -> set[int]:
    """The ids of those of which anybody may read an edition, whatever became of them since."""
    ids = [one.id for one in documents]
    return set(
        session.scalars(
            select(Edition.document_id).where(
                Edition.document_id.in_(ids), Edition.published_at.is_not(None)
            )
        )
    )
