"""Other words for a text: accepted, they go into it in the name of who proposed them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import threads as rules
from app.domain.errors import ConflictError, InvalidError
from app.domain.quotes import ENOUGH_CONTEXT, Quote, find, is_certain, quote_of
from app.domain.spans import Change, smallest_change
from app.domain.threads import MAX_CONTEXT_CHARACTERS, Outcome, Status
from app.domain.versions import Occasion
from app.models import Thread
from app.notices import Changed, announce
from app.services import versions
from app.services.documents import find_document
from app.services.rewriting import lock_for_writing
from app.services.talk import find_thread
from app.services.threads import note_closing
from realtime import log, server_edits
from realtime.errors import Refused
from realtime.server_edits import OpenText

NUL = "\0"  # stands in no text column of PostgreSQL
HALF = "\ufffd"  # is sent of a character of which a browser kept one of its two units

Place = tuple[int, int]
"""The characters of a text from the first to before the second."""


def accept(
    session: Session, person_id: int, key: str, seen: Quote | None, reason: str, now: datetime
) -> Thread:
    """Put the words that the thread proposes into the text, and close it: all of it, or nothing.

    seen: the words and what stands around them now, on the screen of who accepts; None: as they
    stood when the words were proposed. Raises DomainError.
    """
    thread, _ = find_thread(session, person_id, key)
    reason = rules.demand_words(reason) if reason.strip() else ""
    if thread.replacement is None:
        raise InvalidError("Nothing is proposed here.")
    head = _lock(session, person_id, thread)
    access = find_document(session, person_id, thread.document.key)
    rules.demand_acceptance(access.role, head.state, thread.status)
    opened = server_edits.open_text(session, thread.document_id, head)
    before = opened.markdown
    place = _place_of(before, thread, seen)
    versions.keep(session, access.document, before, head.seq, Occasion.ACCEPTANCE, person_id, now)
    after = _write(session, opened, thread, place, now)
    _tell_others(session, thread, before, after, place)
    note_closing(session, thread, person_id, Outcome.ACCEPTED, reason, now)
    return thread


def _lock(session: Session, person_id: int, thread: Thread) -> log.Head:
    """As `lock_for_writing`; from here on nobody else closes the thread either."""
    head = lock_for_writing(session, person_id, thread.document)
    session.refresh(thread, with_for_update={"of": Thread})
    return head


def _place_of(text: str, thread: Thread, seen: Quote | None) -> Place:
    """Where the words are that others are proposed for. Raises ConflictError.

    What is on a screen at this moment stands there to the last character, or is not it.
    """
    stored = _as_in(text, thread.where)
    is_seen = seen is not None and bool(seen.exact)
    quote = _as_in(text, seen) if seen and is_seen else stored
    enough = MAX_CONTEXT_CHARACTERS if is_seen else ENOUGH_CONTEXT
    place = find(text, quote) if quote.exact == stored.exact else None
    if place is None or not is_certain(text, place[0], quote, enough):
        raise ConflictError("The text has changed here. Propose the words anew.")
    return place


def _write(session: Session, opened: OpenText, thread: Thread, place: Place, now: datetime) -> str:
    """Put in no more than is new, so that whoever types beside it is not disturbed."""
    start, end = place
    before = opened.markdown
    change = smallest_change(before[start:end], _line_ends(before, thread.replacement or ""))
    change = Change(start + change.start, start + change.end, change.replacement)
    try:
        return server_edits.write(session, opened, thread.author_id, [change], now)
    except Refused as refused:
        if refused.code == "too_large":
            raise ConflictError("With these words the text would be too long.") from None
        raise ConflictError("Nothing more can be accepted in this text.") from None


def _tell_others(session: Session, accepted: Thread, before: str, after: str, place: Place) -> None:
    """What else is proposed for the changed words is stale; what is beside them is found again."""
    start, end = place
    longer = len(after) - len(before)
    for other in _others(session, accepted):
        quote = _as_in(before, other.where)
        where = find(before, quote)
        if where is None:
            continue
        if where[0] < end and start < where[1]:
            other.status = Status.STALE
            announce(session, Changed(other.document_id, "threads", other.key))
        elif _is_near(where, place) and is_certain(before, where[0], quote):
            moved = longer if where[0] >= end else 0
            _quote_anew(other, after, (where[0] + moved, where[1] + moved))


def _others(session: Session, accepted: Thread) -> Sequence[Thread]:
    """The other open proposals of the document; nobody closes them meanwhile."""
    return session.scalars(
        select(Thread)
        .where(
            Thread.document_id == accepted.document_id,
            Thread.id != accepted.id,
            Thread.status == Status.OPEN,
            Thread.replacement.is_not(None),
        )
        .order_by(Thread.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _is_near(one: Place, other: Place) -> bool:
    """Whether `other` may be a part of what is kept of the text around `one`."""
    before, after = one[0] - MAX_CONTEXT_CHARACTERS, one[1] + MAX_CONTEXT_CHARACTERS
    return before < other[1] and other[0] < after


def _quote_anew(thread: Thread, text: str, place: Place) -> None:
    """What stands around the words now; what a browser typed may hold what no column can."""
    quote = quote_of(text, *place, MAX_CONTEXT_CHARACTERS)
    thread.prefix = quote.prefix.rpartition(NUL)[2]
    thread.suffix = quote.suffix.partition(NUL)[0]


def _as_in(text: str, quote: Quote) -> Quote:
    """`quote` with the line ends of `text`, and without characters that were cut in two."""
    exact, prefix, suffix = (
        _line_ends(text, one) for one in (quote.exact, quote.prefix, quote.suffix)
    )
    return Quote(exact, prefix.removeprefix(HALF), suffix.removesuffix(HALF))


def _line_ends(text: str, words: str) -> str:
    """`words` with the line ends of `text`: forms send others than those that pages write."""
    return words if "\r" in text else words.replace("\r\n", "\n").replace("\r", "\n")
