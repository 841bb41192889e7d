"""What was said about the texts since somebody last heard of it, for a mail."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from app.domain.digests import LANDING, Digest, is_due
from app.domain.mails import About
from app.models import Comment, Document, Heard, Mail, Membership, Person, Thread
from app.services import outbox
from realtime.people import public_people

Columns = TypeVarTuple("Columns")

MAX_ENTRIES = 50  # in one mail; the rest is behind the link


@dataclass(frozen=True)
class News:
    """What somebody has not heard of yet, the oldest first, and how much more there is.

    guests: the ids of those comments that are by guests of the document. thread: the one that all
    of it is about, for who wants a mail for each.
    """

    comments: Sequence[Comment]
    more: int
    guests: Collection[int]
    thread: Thread | None = None


def ask_for_due(session: Session, now: datetime) -> None:
    """Have everybody written to for whom it is time, by one mail or by one for each thread."""
    for person, said_at in session.execute(_waiting_daily()):
        if person.email and is_due(person.digest, _told_at(person), said_at, now):
            outbox.ask_for(session, About.DIGEST, person.email, now)
    for person, thread_id, said_at in session.execute(_waiting_each()):
        if person.email and is_due(person.digest, _told_at(person), said_at, now):
            outbox.ask_for(session, About.DIGEST, person.email, now, thread_id=thread_id)


def news_for(session: Session, person: Person, mail: Mail) -> News | None:
    """What `mail` tells the person of the documents of their groups; None when it is nothing.

    Nothing too when they have chosen meanwhile to be told otherwise, or not at all.
    """
    if person.digest is not (Digest.DAILY if mail.thread_id is None else Digest.EACH):
        return None
    query = _unheard(select(Comment)).where(
        Person.id == person.id, Comment.at <= outbox.taken_at(mail) - LANDING
    )
    if mail.thread_id is not None:
        query = query.where(Thread.id == mail.thread_id)
    found = session.scalars(
        query.order_by(Comment.id).options(
            joinedload(Comment.author),
            joinedload(Comment.thread).joinedload(Thread.document),
        )
    ).all()
    if not found:
        return None
    thread = found[0].thread if mail.thread_id is not None else None
    told = found[:MAX_ENTRIES]
    return News(told, len(found) - len(told), _by_guests(session, told), thread)


def _by_guests(session: Session, comments: Sequence[Comment]) -> Collection[int]:
    authors: dict[int, set[int]] = defaultdict(set)
    for comment in comments:
        authors[comment.thread.document_id].add(comment.author_id)
    people = {key: public_people(session, key, ids) for key, ids in authors.items()}
    return {
        comment.id
        for comment in comments
        if people[comment.thread.document_id][comment.author_id]["isGuest"]
    }


def unsubscribe(session: Session, person_key: str) -> None:
    """Write no more of what is said to the person with this key, if there is one."""
    session.execute(update(Person).where(Person.key == person_key).values(digest=Digest.NONE))


def _waiting_daily() -> Select[Person, datetime]:
    """Whoever has not heard of something yet, and when the last of it was said."""
    return (
        _unheard(select(Person, func.max(Comment.at)).select_from(Comment))
        .where(Person.digest == Digest.DAILY, ~_waits(Mail.thread_id.is_(None)))
        .group_by(Person.id)
    )


def _waiting_each() -> Select[Person, int, datetime]:
    """The same for each thread, of who wants to hear of each."""
    return (
        _unheard(select(Person, Thread.id, func.max(Comment.at)).select_from(Comment))
        .where(Person.digest == Digest.EACH, ~_waits(Mail.thread_id == Thread.id))
        .group_by(Person.id, Thread.id)
        .order_by(Person.id, Thread.id)
    )


def _waits(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a mail about that waits for the person already: what is new will be in it."""
    waiting = outbox.waiting_about(About.DIGEST)
    return waiting.where(Mail.address == Person.email, which).correlate(Person, Thread).exists()


def _unheard(query: Select[*Columns]) -> Select[*Columns]:
    """`query` of comments, their threads, and the people who have not heard of them yet."""
    return (
        query.join(Comment.thread)
        .join(Document, Document.id == Thread.document_id)
        .join(Membership, Membership.group_id == Document.group_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Heard, and_(Heard.thread_id == Thread.id, Heard.person_id == Person.id))
        .where(
            Person.email.is_not(None),
            Comment.author_id != Person.id,
            Comment.deleted_at.is_(None),
            Comment.at > Membership.joined_at,
            Comment.at > func.coalesce(Person.digested_at, Person.created_at),
            or_(Heard.until.is_(None), Comment.at > Heard.until),
        )
    )


def _told_at(person: Person) -> datetime:
    return person.digested_at or person.created_at
