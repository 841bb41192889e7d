"""The append-only log of a document's updates: load, read since, append, compact.

Every function but `compact` works inside the caller's transaction, and opens none.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from pycrdt import Doc, Text
from sqlalchemy import CursorResult, bindparam, insert, select, update
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.lifecycle import State
from app.models import Document, Update
from realtime import snapshots
from realtime.errors import Refused
from realtime.folding import Folded, fold
from realtime.text_edits import new_doc, text_in

# The statements of every flush, built once: building them costs more than running them.
_HEAD = select(Document.head, Document.state, Document.generation).where(
    Document.id == bindparam("document_id")
)
# Not the key: who only points to the document, as the ledger does at the end, need not wait.
_HEAD_LOCKED = _HEAD.with_for_update(key_share=True)
_SINCE = (
    select(Update.seq, Update.payload)
    .where(Update.document_id == bindparam("document_id"), Update.seq > bindparam("after"))
    .order_by(Update.seq)
)
_BETWEEN = (
    select(Update.payload)
    .where(
        Update.document_id == bindparam("document_id"),
        Update.seq > bindparam("after"),
        Update.seq <= bindparam("until"),
    )
    .order_by(Update.seq)
)
_ADVANCE = (
    update(Document.__table__)  # type: ignore[arg-type]  # a Table, as mapped here
    .where(
        Document.id == bindparam("document_id"),
        Document.state == State.DRAFTING,
        Document.generation == bindparam("at_generation"),
        Document.head == bindparam("at_head"),
    )
    .values(head=Document.head + bindparam("count"))
)
_APPEND = insert(Update.__table__)  # type: ignore[arg-type]  # a Table, as mapped here


class ReplayDiffers(Exception):  # noqa: N818 - says what happened
    """Replaying the log gives another text than the one in memory."""


@dataclass(frozen=True)
class Head:
    """Where a document stands: its newest seq, its state, its generation."""

    seq: int
    state: State
    generation: int


@dataclass(frozen=True)
class Entry:
    """One update on its way into the log."""

    author_id: int
    client_ids: Sequence[int]
    payload: bytes


def head_of(session: Session, document_id: int, *, lock: bool = False) -> Head:
    """The document's head; with `lock` nobody else appends before this transaction ends."""
    query = _HEAD_LOCKED if lock else _HEAD
    row = session.execute(query, {"document_id": document_id}).one_or_none()
    if row is None:
        raise Refused("forbidden")
    return Head(*row)


def heads_of(session: Session, document_ids: Collection[int]) -> Mapping[int, Head]:
    """The heads of those of the documents that exist, by document id."""
    rows = session.execute(
        select(Document.id, Document.head, Document.state, Document.generation).where(
            Document.id.in_(document_ids)
        )
    )
    return {row.id: Head(row.head, row.state, row.generation) for row in rows}


def load(
    session: Session, document_id: int, client_id: int | None = None
) -> tuple[Doc[Text], int, int]:
    """A fresh replay: the document, its seq, and how many rows lay beyond the newest snapshot.

    client_id: under which the document is going to be edited here.
    """
    doc = new_doc(client_id)
    seq, snapshot = snapshots.newest_of(session, document_id)
    if snapshot is not None:
        doc.apply_update(snapshot)
    tail = read_since(session, document_id, seq)
    for seq, payload in tail:  # noqa: B007 - the last seq is kept
        doc.apply_update(payload)
    return doc, seq, len(tail)


def load_at(
    session: Session, document_id: int, seq: int, client_id: int | None = None
) -> Doc[Text]:
    """The document as it stood after the row `seq`; client_id: as in `load`."""
    doc = new_doc(client_id)
    for payload in updates_until(session, document_id, seq):
        doc.apply_update(payload)
    return doc


def updates_until(session: Session, document_id: int, seq: int) -> Sequence[bytes]:
    """What makes the text as it stood after the row `seq`, in order, no more of it than needed."""
    at, snapshot = snapshots.newest_of(session, document_id)
    if snapshot is None or at > seq:
        at, snapshot = 0, None
    rows = session.scalars(_BETWEEN, {"document_id": document_id, "after": at, "until": seq}).all()
    return rows if snapshot is None else [snapshot, *rows]


def read_since(session: Session, document_id: int, seq: int) -> Sequence[tuple[int, bytes]]:
    """The (seq, payload) of every row after `seq`, in order."""
    rows = session.execute(_SINCE, {"document_id": document_id, "after": seq})
    return [(seq, payload) for seq, payload in rows]


def append(
    session: Session, document_id: int, after: Head, entries: Sequence[Entry], now: datetime
) -> None:
    """Write `entries` as the rows that follow `after.seq`.

    Raises Refused when the document is no longer a draft, or moved on since `after` was read.
    """
    moved = session.execute(
        _ADVANCE,
        {
            "document_id": document_id,
            "at_generation": after.generation,
            "at_head": after.seq,
            "count": len(entries),
        },
    )
    if cast(CursorResult[Any], moved).rowcount != 1:
        raise Refused("frozen" if after.state is not State.DRAFTING else "busy")
    session.execute(
        _APPEND,
        [
            {
                "document_id": document_id,
                "seq": seq,
                "author_id": entry.author_id,
                "client_ids": list(entry.client_ids),
                "payload": entry.payload,
                "at": now,
            }
            for seq, entry in enumerate(entries, after.seq + 1)
        ],
    )


def compact(
    database: Database,
    document_id: int,
    head: Head,
    live: str,
    now: datetime,
    folded_by: Callable[[Sequence[bytes]], Folded] = fold,
) -> None:
    """Fold the log up to `head` into the snapshot that replaces all older ones; the rows stay.

    live: the hash of the text in memory at `head`. Raises ReplayDiffers unless a fresh replay and
    the snapshot itself make that text: of text that a forged browser put between neighbours in the
    wrong order, Yjs makes something else as a whole than row by row.

    Neither reads nor folds within a transaction that writes, so that nobody waits for it.
    """
    with database.read() as session:
        seq, snapshot = snapshots.newest_of(session, document_id)
        tail = [payload for at, payload in read_since(session, document_id, seq) if at <= head.seq]
    if not tail:
        return
    folded = folded_by(tail if snapshot is None else [snapshot, *tail])
    if not folded.replayed == folded.reopened == live:
        raise ReplayDiffers(f"document {document_id}: the log at {head.seq} is not the open text")
    with database.write() as session:
        if head_of(session, document_id, lock=True).generation == head.generation:
            snapshots.keep(session, document_id, head.seq, folded.state, now)


def text_of(session: Session, document_id: int) -> str:
    """The Markdown of the document as its log stands now."""
    doc, _, _ = load(session, document_id)
    return text_in(doc)


def text_at(session: Session, document_id: int, seq: int) -> str:
    """The Markdown of the document as it stood after the row `seq`."""
    return text_in(load_at(session, document_id, seq))
