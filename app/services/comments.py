"""What is said in a thread: by whom, whom it calls, and how it is put in other words."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain import threads as rules
from app.domain.errors import ConflictError, ForbiddenError
from app.domain.mentions import mentioned
from app.domain.threads import Act
from app.models import Comment, Document, Mention, Thread
from app.notices import Changed, announce
from app.services.documents import Access
from app.services.names import names_in
from app.services.talk import no_such_remark, shared


def said(person_id: int, words: str, now: datetime) -> Comment:
    """What somebody says, before it is put into a thread."""
    return Comment(author_id=person_id, act=Act.REMARK, words=words, at=now)


def note(session: Session, thread: Thread, comment: Comment) -> None:
    """Put what somebody said or did into the thread, and call whom it names."""
    comment.thread = thread
    session.add(comment)
    session.flush()
    _call(session, comment, thread.document)
    _tell(session, thread, comment.at)


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
        raise no_such_remark()
    _, access = shared(session, person_id, comment.thread)
    rules.demand_comment(access.role)
    if comment.author_id != person_id or comment.act is not Act.REMARK:
        raise ForbiddenError("Only who said it can change it.")
    if comment.deleted_at is not None:
        raise ConflictError("This remark was deleted.")
    return comment, access


def _tell(session: Session, thread: Thread, now: datetime) -> None:
    """Somebody said or did something in the thread: whoever has the document open hears of it."""
    thread.changed_at = now
    session.flush()
    announce(session, Changed(thread.document_id, "threads", thread.key))
