"""Other words for a text: accepted, they go into it in the name of who proposed them."""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import threads as rules
from app.domain.errors import ConflictError, InvalidError
from app.domain.quotes import Quote, find
from app.domain.spans import smallest_change
from app.domain.threads import Outcome, Status
from app.models import Membership, Thread
from app.notices import Appended, Changed, announce
from app.services.documents import CLIENT_ID_BITS
from app.services.threads import find_thread, note_closing
from realtime import log, people, text_edits
from realtime.limits import MAX_TEXT_BYTES


def accept(
    session: Session, person_id: int, key: str, seen: Quote | None, reason: str, now: datetime
) -> Thread:
    """Put the words that the thread proposes into the text, and close it: all of it, or nothing.

    seen: the words and what stands around them now, on the screen of who accepts; None: as they
    stood when the words were proposed. Raises DomainError.
    """
    thread, access = find_thread(session, person_id, key, lock=True)
    document = access.document
    if thread.replacement is None:
        raise InvalidError("Nothing is proposed here.")
    # From here on nobody takes the right away, and nobody else writes.
    session.execute(
        select(Membership.id)
        .where(Membership.group_id == document.group_id, Membership.person_id == person_id)
        .with_for_update(read=True)
    )
    head = log.head_of(session, document.id, lock=True)
    _, access = find_thread(session, person_id, key)
    rules.demand_acceptance(access.role, head.state, thread.status)
    text = log.text_of(session, document.id)
    place = find(text, seen if seen and seen.exact == thread.quote else thread.where)
    if place is None:
        raise ConflictError("The text has changed here. Propose the words anew.")
    _write(session, thread, head, text, place, now)
    _make_stale(session, thread, text, place)
    reason = rules.demand_words(reason) if reason.strip() else ""
    note_closing(session, thread, person_id, Outcome.ACCEPTED, reason, now)
    return thread


def _write(
    session: Session,
    thread: Thread,
    head: log.Head,
    text: str,
    place: tuple[int, int],
    now: datetime,
) -> None:
    """Append the edit to the log, under an id of the proposer's that no browser uses."""
    start, end = place
    change = smallest_change(text[start:end], thread.replacement or "")
    if len(text.encode()) + len(change.replacement.encode()) > MAX_TEXT_BYTES:
        raise ConflictError("With these words the text would be too long.")
    client_id = secrets.randbits(CLIENT_ID_BITS)
    people.claim(session, thread.document_id, [client_id], thread.author_id, now)
    doc, _, _ = log.load(session, thread.document_id, client_id)
    update = text_edits.replace(doc, start + change.start, start + change.end, change.replacement)
    entry = log.Entry(thread.author_id, [client_id], update)
    log.append(session, thread.document_id, head, [entry], now)
    announce(session, Appended(thread.document_id, head.seq + 1))


def _make_stale(session: Session, accepted: Thread, text: str, place: tuple[int, int]) -> None:
    """What was proposed for words that are changed now can only be proposed anew."""
    others = session.scalars(
        select(Thread).where(
            Thread.document_id == accepted.document_id,
            Thread.id != accepted.id,
            Thread.status == Status.OPEN,
            Thread.replacement.is_not(None),
        )
    )
    for other in others:
        where = find(text, other.where)
        if where and where[0] < place[1] and place[0] < where[1]:
            other.status = Status.STALE
            announce(session, Changed(other.document_id, "threads", other.key))
