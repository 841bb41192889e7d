"""The text of a document as it stood at a moment."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Update, Version
from realtime import log
from realtime.folding import fold, fold_elsewhere
from realtime.text_edits import new_doc, text_in

REPLAYED_HERE = 2_000  # rows; replaying more would let those who type wait


def text_then(session: Session, document_id: int, moment: datetime) -> str:
    """The Markdown after the last row that was written by then; "" before the first.

    Raises OSError or SubprocessError when a long history could not be replayed in time.
    """
    seq = session.scalar(
        select(func.max(Update.seq)).where(Update.document_id == document_id, Update.at <= moment)
    )
    kept = session.scalar(
        select(Version).where(Version.document_id == document_id, Version.seq == seq).limit(1)
    )
    if kept:
        return kept.markdown
    updates = log.updates_until(session, document_id, seq or 0)
    folded = (fold if len(updates) <= REPLAYED_HERE else fold_elsewhere)(updates)
    doc = new_doc()
    doc.apply_update(folded.state)
    return text_in(doc)
