"""Where replays of a document can begin: kept in the database, and thrown away when unfit.

Works inside the caller's transaction.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models import Checkpoint

EVERY_ROWS = 5_000
"""A replay that passes a multiple of this keeps what it knows there, if nobody did before."""


class Start(NamedTuple):
    """A packed replay at `seq`."""

    seq: int
    payload: bytes


def last_between(session: Session, document_id: int, after: int, until: int) -> Start | None:
    """The last checkpoint beyond `after` that is not beyond `until`."""
    row = session.execute(
        select(Checkpoint.seq, Checkpoint.payload)
        .where(
            Checkpoint.document_id == document_id,
            Checkpoint.seq > after,
            Checkpoint.seq <= until,
        )
        .order_by(Checkpoint.seq.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Start(*row)


def keep(session: Session, document_id: int, start: Start, now: datetime) -> None:
    """Keep `start`, unless there is one at its seq. The caller holds the document's lock."""
    if session.get(Checkpoint, (document_id, start.seq)) is None:
        row = Checkpoint(document_id=document_id, seq=start.seq, payload=start.payload, at=now)
        session.add(row)


def drop(session: Session, document_id: int, seq: int) -> None:
    """Throw away the one at `seq`."""
    session.execute(
        delete(Checkpoint).where(Checkpoint.document_id == document_id, Checkpoint.seq == seq)
    )
