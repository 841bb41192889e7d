"""Edits that the server makes in somebody's name, such as words of theirs that were accepted.

They go into the log like any other, without a room: open pages read on when they hear of it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pycrdt import Doc, Text
from sqlalchemy.orm import Session

from app.domain.spans import Change
from app.notices import Appended, announce
from realtime import log, people, text_edits
from realtime.errors import Refused
from realtime.limits import MAX_IDS_A_DOCUMENT, MAX_TEXT_BYTES
from realtime.log import Entry, Head

CLIENT_ID_BITS = 32


@dataclass(frozen=True)
class OpenText:
    """A document's text at `seq` of its log, ready for one edit under an id that is new in it.

    head: where the log stands now, read with the document's lock: nobody appends meanwhile.
    """

    document_id: int
    head: Head
    seq: int
    client_id: int
    doc: Doc[Text]

    @property
    def markdown(self) -> str:
        return text_edits.text_in(self.doc)


def open_text(session: Session, document_id: int, head: Head, seq: int | None = None) -> OpenText:
    """The text at `head`, or at an earlier `seq`.

    An edit of an earlier text is what somebody would have made who saw that: what others wrote
    since then stays, and finds its place beside it.
    """
    client_id = _new_id(session, document_id)
    if seq is None or seq >= head.seq:
        doc, seq, _ = log.load(session, document_id, client_id)
    else:
        doc = log.load_at(session, document_id, seq, client_id)
    return OpenText(document_id, head, seq, client_id, doc)


def write(
    session: Session, opened: OpenText, author_id: int, changes: Sequence[Change], now: datetime
) -> str:
    """Make `changes` of `opened` as one edit of its author's; returns the text as it is after it.

    changes: as in `text_edits.change`, one at least. Open pages hear of it after the commit.
    Raises Refused, before anything is written: too_large; busy when no more client ids find a
    place in the document.
    """
    client_ids = [opened.client_id] if any(one.replacement for one in changes) else []
    update = text_edits.change(opened.doc, changes)
    for _, payload in log.read_since(session, opened.document_id, opened.seq):
        opened.doc.apply_update(payload)
    after = opened.markdown
    if len(after.encode()) > MAX_TEXT_BYTES:
        raise Refused("too_large")
    if client_ids:
        _claim(session, opened, author_id, now)
    entry = Entry(author_id, client_ids, update)
    log.append(session, opened.document_id, opened.head, [entry], now)
    announce(session, Appended(opened.document_id, opened.head.seq + 1))
    return after


def _new_id(session: Session, document_id: int) -> int:
    """An id that nobody has: whoever claims one waits for the document's lock, too."""
    client_id = secrets.randbits(CLIENT_ID_BITS)
    while people.owners_of(session, document_id, [client_id]):
        client_id = secrets.randbits(CLIENT_ID_BITS)
    return client_id


def _claim(session: Session, opened: OpenText, author_id: int, now: datetime) -> None:
    claimed, _ = people.claimed(session, opened.document_id, author_id, now)
    if claimed >= MAX_IDS_A_DOCUMENT:
        raise Refused("busy")
    people.claim(session, opened.document_id, [opened.client_id], author_id, now)
