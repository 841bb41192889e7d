"""What was said about the texts since somebody last heard of it, for a mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session, joinedload

from app.domain.digests import Digest, is_due
from app.domain.mails import About
from app.models import Comment, Document, Membership, Person, Thread
from app.services import outbox

MAX_ENTRIES = 50  # in one mail; the rest is behind the link


@dataclass(frozen=True)
class News:
    """What somebody has not heard of yet, the oldest first, and how much more there is."""

    comments: Sequence[Comment]
    more: int


def ask_for_due(session: Session, now: datetime) -> None:
    """Have everybody written to for whom it is time."""
    for person, said_at in session.execute(_waiting()):
        if person.email and is_due(person.digest, _told_at(person), said_at, now):
            outbox.ask_for(session, About.DIGEST, person.email, now)


def news_for(session: Session, person: Person) -> News:
    """What others said in the documents of the person's groups that they have not heard of."""
    found = session.scalars(
        select(Comment)
        .join(Comment.thread)
        .join(Document, Document.id == Thread.document_id)
        .join(Membership, Membership.group_id == Document.group_id)
        .where(
            Membership.person_id == person.id,
            Comment.author_id != person.id,
            Comment.at > _told_at(person),
            Comment.at > Membership.joined_at,
            Comment.deleted_at.is_(None),
        )
        .order_by(Comment.id)
        .options(
            joinedload(Comment.author),
            joinedload(Comment.thread).joinedload(Thread.document),
        )
    ).all()
    return News(found[:MAX_ENTRIES], max(0, len(found) - MAX_ENTRIES))


def unsubscribe(session: Session, person_key: str) -> None:
    """Write no more of what is said to the person with this key, if there is one."""
    session.execute(update(Person).where(Person.key == person_key).values(digest=Digest.NONE))


def _waiting() -> Select[Person, datetime]:
    """Whoever has not heard of something yet, and when the last of it was said."""
    return (
        select(Person, func.max(Comment.at))
        .join(Membership, Membership.person_id == Person.id)
        .join(Document, Document.group_id == Membership.group_id)
        .join(Thread, Thread.document_id == Document.id)
        .join(Comment, Comment.thread_id == Thread.id)
        .where(
            Person.email.is_not(None),
            Person.digest != Digest.NONE,
            Comment.author_id != Person.id,
            Comment.deleted_at.is_(None),
            Comment.at > Membership.joined_at,
            Comment.at > func.coalesce(Person.digested_at, Person.created_at),
            Person.email.not_in(outbox.waiting_addresses(About.DIGEST)),
        )
        .group_by(Person.id)
    )


def _told_at(person: Person) -> datetime:
    return person.digested_at or person.created_at
