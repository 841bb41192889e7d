"""The append-only log of a document's updates: load, read since, append, compact.

Every function works inside the caller's transaction; none of them opens one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from pycrdt import Doc, Text
from sqlalchemy import CursorResult, bindparam, insert, select, update
from sqlalchemy.orm import Session

from app.domain.lifecycle import State
from app.models import Document, Snapshot, Update
from realtime.errors import Refused
from realtime.text_edits import new_doc, text_in

# The statements of every flush, built once: building them costs more than running them.
_HEAD = select(Document.head, Document.state, Document.generation).where(
    Document.id == bindparam("document_id")
)
_HEAD_LOCKED = _HEAD.with_for_update()
_SINCE = (
    select(Update.seq, Update.payload)
    .where(Update.document_id == bindparam("document_id"), Update.seq > bindparam("after"))
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


def load(session: Session, document_id: int) -> tuple[Doc[Text], int, int]:
    """A fresh replay: the document, its seq, and how many rows lay beyond the newest snapshot."""
    doc = new_doc()
    snapshot = session.execute(
        select(Snapshot.seq, Snapshot.payload)
        .where(Snapshot.document_id == document_id)
        .order_by(Snapshot.seq.desc())
        .limit(1)
    ).one_or_none()
    seq = 0
    if snapshot is not None:
        seq = snapshot.seq
        doc.apply_update(snapshot.payload)
    tail = read_since(session, document_id, seq)
    for seq, payload in tail:  # noqa: B007 - the last seq is kept
        doc.apply_update(payload)
    return doc, seq, len(tail)


def read_since(session: Session, document_id: int, seq: int) -> Sequence[tuple[int, bytes]]:
    """The (seq, payload) of every row after `seq`, in order."""
    rows = session.execute(_SINCE, {"document_id": document_id, "after": seq})
    return [(row.seq, row.payload) for row in rows]


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


def compact(session: Session, document_id: int, live: str, now: datetime) -> None:
    """Fold the log into a snapshot; the rows stay.

    The snapshot comes from a fresh replay. It is made only when that and the snapshot itself give
    the `live` text: of text that a forged browser put between neighbours in the wrong order, Yjs
    makes something else as a whole than row by row.
    """
    doc, seq, tail = load(session, document_id)
    payload = doc.get_update()
    reopened = new_doc()
    reopened.apply_update(payload)
    if not text_in(doc) == text_in(reopened) == live:
        raise ReplayDiffers(f"document {document_id}: the log at {seq} is not the open text")
    if tail:
        session.add(Snapshot(document_id=document_id, seq=seq, payload=payload, at=now))


def text_of(session: Session, document_id: int) -> str:
    """The Markdown of the document as its log stands now."""
    doc, _, _ = load(session, document_id)
    return text_in(doc)
