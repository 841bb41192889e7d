"""What people say about a text, beside it: threads, what is said in them, how they are closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain import threads as rules
from app.domain.clauses import clause_at, split
from app.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from app.domain.mentions import mentioned
from app.domain.quotes import Quote, find
from app.domain.threads import (
    MAX_CONTEXT_CHARACTERS,
    MAX_QUOTE_CHARACTERS,
    Act,
    Outcome,
    Scope,
    Status,
)
from app.models import Comment, Document, Mention, Thread
from app.notices import Changed, announce
from app.services.documents import Access, access_to, find_document, text_of
from app.services.names import names_in

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
    _note(session, thread, _remark(person_id, words, now))
    return thread


def reply(session: Session, person_id: int, key: str, words: str, now: datetime) -> Thread:
    """Say something in a thread, open or closed. Raises DomainError."""
    thread, access = find_thread(session, person_id, key)
    rules.demand_comment(access.role)
    _note(session, thread, _remark(person_id, rules.demand_words(words), now))
    return thread


def edit_comment(session: Session, person_id: int, key: str, words: str, now: datetime) -> Thread:
    """Put one's own remark in other words; that it was edited shows. Raises DomainError."""
    comment, access = _own_comment(session, person_id, key)
    comment.words = rules.demand_words(words)
    comment.edited_at = now
    comment.mentions.clear()
    session.flush()
    _call(session, comment, access.document)
    _tell(session, comment.thread, now)
    return comment.thread


def delete_comment(session: Session, person_id: int, key: str, now: datetime) -> Thread:
    """Take back one's own remark: its words are gone, that there was one stays."""
    comment, _ = _own_comment(session, person_id, key)
    comment.words = ""
    comment.deleted_at = now
    comment.mentions.clear()
    _tell(session, comment.thread, now)
    return comment.thread


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
    _note(session, thread, Comment(author_id=person_id, act=Act.REOPENED, words=reason, at=now))
    return thread


def note_closing(
    session: Session, thread: Thread, person_id: int, outcome: Outcome, reason: str, now: datetime
) -> None:
    """Close the thread, as somebody was allowed to."""
    thread.status, thread.outcome = Status.CLOSED, outcome
    comment = Comment(author_id=person_id, act=Act.CLOSED, outcome=outcome, words=reason, at=now)
    _note(session, thread, comment)


def find_thread(
    session: Session, person_id: int | None, key: str, *, lock: bool = False
) -> tuple[Thread, Access]:
    """The thread `key` names, and what the person is to its document.

    Raises NotFoundError when there is none, or its document is not theirs to see. With `lock`
    nobody else closes or opens it before this transaction ends.
    """
    query = select(Thread).where(Thread.key == key).options(joinedload(Thread.document))
    if lock:
        query = query.with_for_update(of=Thread)
    thread = session.scalar(query)
    return _shared(session, person_id, thread)


def find_thread_of(session: Session, person_id: int | None, key: str) -> Thread:
    """The thread in which the comment `key` names was made. Raises as `find_thread`."""
    query = select(Thread).join(Thread.comments).where(Comment.key == key)
    thread, _ = _shared(session, person_id, session.scalar(query))
    return thread


def threads_of(session: Session, document: Document) -> Sequence[Thread]:
    """Every thread of a document, the oldest first, without what is said in them."""
    return session.scalars(
        select(Thread)
        .where(Thread.document_id == document.id)
        .order_by(Thread.id)
        .options(joinedload(Thread.author))
    ).all()


def with_comments(session: Session, document: Document, keys: Sequence[str]) -> Sequence[Thread]:
    """Those threads of the document that `keys` name, with all that is said in them."""
    return session.scalars(
        select(Thread)
        .where(Thread.document_id == document.id, Thread.key.in_(keys))
        .order_by(Thread.id)
        .options(
            joinedload(Thread.author),
            selectinload(Thread.comments).options(
                joinedload(Comment.author),
                selectinload(Comment.mentions).joinedload(Mention.person),
            ),
        )
    ).all()


def _shared(
    session: Session, person_id: int | None, thread: Thread | None
) -> tuple[Thread, Access]:
    access = access_to(session, person_id, thread.document.key) if thread else None
    if thread is None or access is None:
        raise _no_such_remark()
    return thread, access


def _no_such_remark() -> NotFoundError:
    return NotFoundError("There is no such remark, or it is not shared with you.")


def _clause_of(text: str, quote: Quote) -> str:
    """The headings above the quote, one a line; "" when it stands below none or nowhere."""
    place = find(text, quote)
    return "\n".join(clause_at(split(text), place[0]).path) if place else ""


def _remark(person_id: int, words: str, now: datetime) -> Comment:
    return Comment(author_id=person_id, act=Act.REMARK, words=words, at=now)


def _note(session: Session, thread: Thread, comment: Comment) -> None:
    """Put what somebody said or did into the thread, and call whom it names."""
    comment.thread = thread
    session.add(comment)
    session.flush()
    _call(session, comment, thread.document)
    _tell(session, thread, comment.at)


def _call(session: Session, comment: Comment, document: Document) -> None:
    """Note who is called by name in the comment, of those who may read the document."""
    if "@" not in comment.words:
        return
    names = {one.person_id: one.name for one in names_in(session, document)}
    for person_id in mentioned(comment.words, names):
        comment.mentions.append(Mention(person_id=person_id))


def _own_comment(session: Session, person_id: int, key: str) -> tuple[Comment, Access]:
    comment = session.scalar(
        select(Comment)
        .where(Comment.key == key)
        .options(joinedload(Comment.thread).joinedload(Thread.document))
    )
    if comment is None:
        raise _no_such_remark()
    _, access = _shared(session, person_id, comment.thread)
    rules.demand_comment(access.role)
    if comment.author_id != person_id or comment.act is not Act.REMARK:
        raise ForbiddenError("Only who said it can change it.")
    if comment.deleted_at is not None:
        raise ConflictError("This remark was deleted.")
    return comment, access


def _tell(session: Session, thread: Thread, now: datetime) -> None:
    thread.changed_at = now
    session.flush()
    announce(session, Changed(thread.document_id, "threads", thread.key))
