"""Every act on a document, written down in the order of the commits and sealed into a chain."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from app.domain.acts import Act
from app.domain.ledger import Event, chained
from app.models import LedgerEvent

LEDGER = 0x4C454447  # any number will do for a lock, if all processes have the same
_PENDING = "acts"


def record(session: Session, document_id: int, act: Act) -> None:
    """Write down `act` when the transaction commits.

    Only then, as the last that it does: whoever waits for the end of the ledger holds all else
    that they need, and so nobody waits for them.
    """
    if _PENDING not in session.info:
        session.info[_PENDING] = []
        event.listen(session, "before_commit", _write, once=True)
    session.info[_PENDING].append((document_id, act))


def events_of(session: Session, document_id: int) -> Sequence[Event]:
    """The ledger of a document, the oldest first."""
    rows = session.scalars(
        select(LedgerEvent)
        .where(LedgerEvent.document_id == document_id)
        .order_by(LedgerEvent.number)
    )
    return [_event(row) for row in rows]


def _write(session: Session) -> None:
    acts: dict[int, list[Act]] = defaultdict(list)
    for document_id, act in session.info.pop(_PENDING):
        acts[document_id].append(act)
    for document_id in sorted(acts):
        _lock(session, document_id)
        for made in chained(acts[document_id], _last(session, document_id)):
            session.add(
                LedgerEvent(
                    document_id=document_id, number=made.number, words=made.words, seal=made.seal
                )
            )
    session.flush()


def _last(session: Session, document_id: int) -> Event | None:
    row = session.scalar(
        select(LedgerEvent)
        .where(LedgerEvent.document_id == document_id)
        .order_by(LedgerEvent.number.desc())
        .limit(1)
    )
    return _event(row) if row else None


def _lock(session: Session, document_id: int) -> None:
    """On SQLite every writer is alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LEDGER, document_id)))


def _event(row: LedgerEvent) -> Event:
    return Event(row.number, row.words, row.seal)
