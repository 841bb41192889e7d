"""The threads beside a document, found for who may see them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.errors import NotFoundError
from app.models import Comment, Document, Mention, Thread
from app.services.documents import Access, access_to


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
    return shared(session, person_id, thread)


def find_thread_of(session: Session, person_id: int | None, key: str) -> Thread:
    """The thread in which the comment `key` names was made. Raises as `find_thread`."""
    query = select(Thread).join(Thread.comments).where(Comment.key == key)
    thread, _ = shared(session, person_id, session.scalar(query))
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


def shared(session: Session, person_id: int | None, thread: Thread | None) -> tuple[Thread, Access]:
    """The thread, if there is one and its document is the person's to see. Raises NotFoundError."""
    access = access_to(session, person_id, thread.document.key) if thread else None
    if thread is None or access is None:
        raise no_such_remark()
    return thread, access


def no_such_remark() -> NotFoundError:
    """The one answer for what there is not and for what is not theirs to see."""
    return NotFoundError("There is no such remark, or it is not shared with you.")
