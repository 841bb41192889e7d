"""Keeps texts as versions at quiet times, when nobody has written in them for a while."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.versions import QUIET_AFTER, Occasion
from app.models import Document, Update, Version
from app.services.versions import keep
from realtime import log


def quiet_documents(session: Session, now: datetime) -> Sequence[int]:
    """The ids of the documents that were written in since their newest version, but not lately."""
    kept = (
        select(Version.document_id, func.max(Version.seq).label("seq"))
        .group_by(Version.document_id)
        .subquery()
    )
    return session.scalars(
        select(Document.id)
        .join(Update, (Update.document_id == Document.id) & (Update.seq == Document.head))
        .outerjoin(kept, kept.c.document_id == Document.id)
        .where(Document.head > func.coalesce(kept.c.seq, 0), Update.at <= now - QUIET_AFTER)
        .order_by(Document.id)
    ).all()


def keep_quiet(session: Session, document_id: int, now: datetime) -> None:
    """Keep the text of the document as it stands, unless another process just did."""
    document = session.get_one(Document, document_id, with_for_update={"key_share": True})
    text = log.text_of(session, document_id)
    keep(session, document, text, document.head, Occasion.QUIET, None, now)
