"""The validation rounds of a document, found for who may see it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.errors import NotFoundError
from app.domain.outcomes import Result
from app.models import Round as RoundRow
from app.services.documents import Access, find_document
from app.services.rewriting import lock_for_writing
from app.services.versions import MAX_NUMBER


def find_round(
    session: Session, person_id: int, key: str, number: int, *, lock: bool = False
) -> tuple[RoundRow, Access]:
    """Round `number` of the document `key` names, and what the person is to it.

    Raises NotFoundError. With `lock` nobody else votes in it, or closes it, before this
    transaction ends.
    """
    access = find_document(session, person_id, key)
    if lock:
        # The document first, as whoever writes in it does; who may do what is read after that.
        lock_for_writing(session, person_id, access.document)
        access = find_document(session, person_id, key)
    row = None
    if number <= MAX_NUMBER:
        row = session.scalar(
            select(RoundRow)
            .where(RoundRow.document_id == access.document.id, RoundRow.number == number)
            .options(joinedload(RoundRow.version), selectinload(RoundRow.voters))
            .execution_options(populate_existing=lock)
        )
    if row is None:
        raise NotFoundError("There is no such round on this text.")
    return row, access


def rounds_of(session: Session, document_id: int) -> Sequence[RoundRow]:
    """The rounds of a document, the newest first."""
    return session.scalars(
        select(RoundRow)
        .where(RoundRow.document_id == document_id)
        .order_by(RoundRow.number.desc())
        .options(joinedload(RoundRow.version), selectinload(RoundRow.voters))
    ).all()


def last_close(session: Session, document_id: int) -> datetime | None:
    """When a round of the document was last closed or voided, if ever."""
    return session.scalar(
        select(func.max(RoundRow.closed_at)).where(RoundRow.document_id == document_id)
    )


def passed_round(session: Session, document_id: int) -> RoundRow | None:
    """The round that validated the document as it stands, if its newest did."""
    row = next(iter(rounds_of(session, document_id)), None)
    return row if row and row.result is Result.PASSED else None
