"""What people say about a text, beside it: threads, how they begin and how they are closed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain import threads as rules
from app.domain.clauses import clause_at, split
from app.domain.errors import InvalidError
from app.domain.quotes import Quote, find
from app.domain.threads import (
    MAX_CONTEXT_CHARACTERS,
    MAX_QUOTE_CHARACTERS,
    Act,
    Outcome,
    Scope,
    Status,
)
from app.models import Comment, Thread
from app.services.comments import note, said
from app.services.documents import find_document, text_of
from app.services.talk import find_thread

MAX_POSITION_BYTES = 256  # of one encoded Yjs relative position


@dataclass(frozen=True)
class Remark:
    """What somebody has to say about a text, before it is a thread.

    quote, start, end: as in `Thread`; empty for the whole text. replacement: the words proposed
    instead of those quoted, None when nothing is proposed. Raises InvalidError.
    """

    scope: Scope
    words: str
    quote: Quote
    start: bytes | None = None
    end: bytes | None = None
    replacement: str | None = None

    def __post_init__(self) -> None:
        is_about_words = self.scope is not Scope.TEXT
        if is_about_words != bool(self.quote.exact):
            raise InvalidError("Select the words you want to say something about.")
        lengths = (len(self.quote.exact), len(self.replacement or ""))
        if max(lengths) > MAX_QUOTE_CHARACTERS:
            raise InvalidError("These are too many words at once. Select fewer of them.")
        if max(len(self.quote.prefix), len(self.quote.suffix)) > MAX_CONTEXT_CHARACTERS or (
            max(len(self.start or b""), len(self.end or b"")) > MAX_POSITION_BYTES
        ):
            raise InvalidError("This could not be understood. Load the page again.")
        if self.replacement is not None and (
            self.scope is not Scope.WORDS or self.replacement == self.quote.exact
        ):
            raise InvalidError("Propose other words than those that stand there.")


def open_thread(
    session: Session, person_id: int, key: str, remark: Remark, now: datetime
) -> Thread:
    """Say something about the document `key` names. Raises DomainError."""
    access = find_document(session, person_id, key)
    rules.demand_comment(access.role)
    is_needed = remark.replacement is None
    words = rules.demand_words(remark.words) if is_needed or remark.words.strip() else ""
    thread = Thread(
        document=access.document,
        author_id=person_id,
        created_at=now,
        changed_at=now,
        scope=remark.scope,
        start=remark.start,
        end=remark.end,
        quote=remark.quote.exact,
        prefix=remark.quote.prefix,
        suffix=remark.quote.suffix,
        clause=_clause_of(text_of(session, access.document), remark.quote),
        seq=access.document.head,
        replacement=remark.replacement,
        status=Status.OPEN,
    )
    session.add(thread)
    note(session, thread, said(person_id, words, now))
    return thread


def reply(session: Session, person_id: int, key: str, words: str, now: datetime) -> Thread:
    """Say something in a thread, open or closed. Raises DomainError."""
    thread, access = find_thread(session, person_id, key)
    rules.demand_comment(access.role)
    note(session, thread, said(person_id, rules.demand_words(words), now))
    return thread


def close_thread(
    session: Session, person_id: int, key: str, outcome: Outcome, reason: str, now: datetime
) -> Thread:
    """Say that a thread is done with, and how. Raises DomainError."""
    thread, access = find_thread(session, person_id, key, lock=True)
    if outcome is Outcome.ACCEPTED or (outcome is Outcome.DECLINED and not thread.is_proposal):
        raise InvalidError("This cannot be closed like that.")
    reason = rules.demand_words(reason) if reason.strip() else ""
    is_author = thread.author_id == person_id
    rules.demand_closing(access.role, is_author, thread.status, outcome, reason)
    note_closing(session, thread, person_id, outcome, reason, now)
    return thread


def reopen_thread(session: Session, person_id: int, key: str, reason: str, now: datetime) -> Thread:
    """Take up again what was closed. Raises DomainError."""
    thread, access = find_thread(session, person_id, key, lock=True)
    reason = rules.demand_words(reason) if reason.strip() else ""
    is_author = thread.author_id == person_id
    rules.demand_reopening(access.role, is_author, thread.status, thread.outcome)
    thread.status, thread.outcome = Status.OPEN, None
    note(session, thread, Comment(author_id=person_id, act=Act.REOPENED, words=reason, at=now))
    return thread


def note_closing(
    session: Session, thread: Thread, person_id: int, outcome: Outcome, reason: str, now: datetime
) -> None:
    """Close the thread, as somebody was allowed to."""
    thread.status, thread.outcome = Status.CLOSED, outcome
    comment = Comment(author_id=person_id, act=Act.CLOSED, outcome=outcome, words=reason, at=now)
    note(session, thread, comment)


def _clause_of(text: str, quote: Quote) -> str:
    """The headings above the quote, one a line; "" when it stands below none or nowhere."""
    place = find(text, quote)
    return "\n".join(clause_at(split(text), place[0]).path) if place else ""
