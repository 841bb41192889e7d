"""The snapshot of a document: a cache of what its rows make, of which the newest is kept.

Works inside the caller's transaction.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from app.models import Snapshot
from realtime import metrics

_NEWEST = (
    select(Snapshot.seq, Snapshot.payload)
    .where(Snapshot.document_id == bindparam("document_id"))
    .order_by(Snapshot.seq.desc())
    .limit(1)
)


class Newest(NamedTuple):
    """All updates up to `seq` as one; before the first snapshot, 0 and None."""

    seq: int
    state: bytes | None


def newest_of(session: Session, document_id: int) -> Newest:
    """What a replay begins with."""
    row = session.execute(_NEWEST, {"document_id": document_id}).one_or_none()
    return Newest(0, None) if row is None else Newest(*row)


def keep(session: Session, document_id: int, seq: int, state: bytes, now: datetime) -> None:
    """Put `state` in the place of all older snapshots; does nothing when there is a newer one.

    The caller holds the document's lock: several processes may fold at once.
    """
    if newest_of(session, document_id).seq >= seq:
        return
    session.execute(delete(Snapshot).where(Snapshot.document_id == document_id))
    session.add(Snapshot(document_id=document_id, seq=seq, payload=state, at=now))
    metrics.snapshots.inc()
