"""A text is frozen for ever, made a draft again before that, or followed by a new edition."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.domain import acts
from app.domain.errors import ConflictError
from app.domain.freezing import demand_freezing, demand_redrafting, demand_reopening
from app.domain.lifecycle import State
from app.domain.versions import Occasion
from app.models import Document, Edition, Round
from app.services import states
from app.services.documents import Access, find_document
from app.services.ledger import record
from app.services.rewriting import lock_for_writing
from app.services.rounds import passed_round
from app.services.versions import keep
from realtime import log


def freeze(
    session: Session, person_id: int, key: str, seen: int, reason: str, now: datetime
) -> Edition:
    """Freeze the text as it stood after the row `seen` of the log, which it must still be.

    reason: why, when no round has validated it. Raises DomainError.
    """
    access, head = _lock(session, person_id, key)
    document = access.document
    reason = demand_freezing(access.role, head.state, reason)
    if seen != head.seq:
        raise ConflictError("The text has changed since you looked at it. Read it again first.")
    text = log.text_of(session, document.id)
    validated = passed_round(session, document.id) if head.state is State.VALIDATED else None
    version = (
        validated.version
        if validated
        else keep(session, document, text, head.seq, Occasion.FREEZE, person_id, now)
    )
    before = newest_edition(session, document.id)
    edition = Edition(
        document=document,
        number=before.number + 1 if before else 1,
        title=document.title,
        version=version,
        round=validated,
        reason=reason,
        frozen_at=now,
        frozen_by_id=person_id,
    )
    session.add(edition)
    states.move(session, document, State.FROZEN)
    round_ = validated.number if validated else None
    act = acts.frozen(edition.number, edition.title, version.number, round_, reason, now, person_id)
    record(session, document.id, act)
    return edition


def redraft(session: Session, person_id: int, key: str, reason: str, now: datetime) -> None:
    """Make a draft again of what was validated and is not frozen. Raises DomainError."""
    access, head = _lock(session, person_id, key)
    reason = demand_redrafting(access.role, head.state, reason)
    validated = passed_round(session, access.document.id)
    states.move(session, access.document, State.DRAFTING)
    round_ = validated.number if validated else 0
    record(session, access.document.id, acts.redrafted(round_, reason, now, person_id))


def reopen(session: Session, person_id: int, key: str, reason: str, now: datetime) -> Edition:
    """Begin a new edition; what was frozen stays as it is. Returns the edition before.

    Raises DomainError.
    """
    access, head = _lock(session, person_id, key)
    reason = demand_reopening(access.role, head.state, reason)
    edition = newest_edition(session, access.document.id)
    if edition is None:
        raise ConflictError("Only what is frozen can be followed by a new edition.")
    edition.reopened_at, edition.reopened_by_id = now, person_id
    edition.reopening_reason = reason
    states.move(session, access.document, State.DRAFTING)
    record(session, access.document.id, acts.reopened(edition.number, reason, now, person_id))
    return edition


def editions_of(session: Session, document_id: int) -> Sequence[Edition]:
    """The editions of a document, the newest first."""
    return session.scalars(_editions(document_id)).all()


def newest_edition(session: Session, document_id: int) -> Edition | None:
    """The edition with the highest number, if there is one."""
    return session.scalar(_editions(document_id).limit(1))


def _editions(document_id: int) -> Select[Edition]:
    return (
        select(Edition)
        .where(Edition.document_id == document_id)
        .order_by(Edition.number.desc())
        .options(
            joinedload(Edition.version),
            joinedload(Edition.document).joinedload(Document.group),
            joinedload(Edition.round).joinedload(Round.version),
            joinedload(Edition.frozen_by),
        )
    )


def _lock(session: Session, person_id: int, key: str) -> tuple[Access, log.Head]:
    document = find_document(session, person_id, key).document
    head = lock_for_writing(session, person_id, document)
    return find_document(session, person_id, key), head
