"""Who looked at a document when, and what is new to them there."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.visits import end_of_last, is_new
from app.models import Comment, Document, Thread, Visit
from app.services.documents import find_document


def note_visit(session: Session, person_id: int, key: str, now: datetime) -> None:
    """The person looks at the document now. Raises as `find_document`."""
    document = find_document(session, person_id, key).document
    visit = session.get(Visit, (document.id, person_id))
    if visit is None:
        _begin(session, Visit(document_id=document.id, person_id=person_id, seen_at=now), now)
        return
    visit.before_at = end_of_last(visit.before_at, visit.seen_at, now)
    visit.seen_at = now


def last_visit(session: Session, person_id: int, document: Document) -> datetime | None:
    """When the person's last visit ended, or when they first came; None before that."""
    return session.scalar(
        select(Visit.before_at).where(
            Visit.document_id == document.id, Visit.person_id == person_id
        )
    )


def news_in(session: Session, person_id: int, document: Document) -> set[int]:
    """The ids of the threads in which others did something since the person's last visit."""
    before_at = last_visit(session, person_id, document)
    if before_at is None:
        return set()
    rows = session.execute(
        select(Comment.thread_id, Comment.at, Comment.edited_at, Comment.deleted_at)
        .join(Comment.thread)
        .where(Thread.document_id == document.id, Comment.author_id != person_id)
        .where(Thread.changed_at > before_at)
    )
    return {thread_id for thread_id, *moments in rows if is_new(filter(None, moments), before_at)}


def _begin(session: Session, visit: Visit, now: datetime) -> None:
    """The first visit; what comes while it lasts is new. Another tab may begin it just now."""
    visit.before_at = now
    try:
        with session.begin_nested():
            session.add(visit)
    except IntegrityError:
        return
