"""The documents of a group: found through the person who asks, created whole."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from app.domain.errors import NotFoundError
from app.domain.lifecycle import State
from app.domain.roles import Role, strongest
from app.models import ClientId, Document, Group, Guest, Membership, Person, ReviewLink
from app.models.base import new_key
from realtime import log, text_edits
from realtime.server_edits import CLIENT_ID_BITS


@dataclass(frozen=True)
class Access:
    """A document, and what the person who asked is to it.

    is_guest: they are not in its group, a review link let them in.
    """

    document: Document
    role: Role
    is_guest: bool


def find_document(session: Session, person_id: int | None, key: str) -> Access:
    """The document `key` names, as the person may use it.

    Raises NotFoundError when there is none or when it is not theirs to see: nobody can tell which.
    """
    access = access_to(session, person_id, key)
    if access is None:
        raise no_such_document()
    return access


def access_to(session: Session, person_id: int | None, key: str) -> Access | None:
    """As `find_document`, or None."""
    found = session.execute(
        select(Document, Membership.role, _is_guest(person_id).label("is_guest"))
        .outerjoin(Membership, _is_member(person_id))
        .where(Document.key == key)
        .options(joinedload(Document.group))
    ).one_or_none()
    if found is None:
        return None
    role = strongest(found.role, Role.REVIEWER if found.is_guest else None)
    return Access(found.Document, role, found.role is None) if role else None


def no_such_document() -> NotFoundError:
    """What is said of a document that is not there, and of one that is not theirs to see."""
    return NotFoundError("There is no such document, or it is not shared with you.")


def documents_of(session: Session, person_id: int) -> Sequence[Document]:
    """Every document a person may see, by group and age."""
    return session.scalars(
        select(Document)
        .outerjoin(Membership, _is_member(person_id))
        .where(or_(Membership.id.is_not(None), _is_guest(person_id)))
        .order_by(Document.group_id, Document.id)
    ).all()


def documents_to_review(session: Session, person_id: int) -> Sequence[Document]:
    """Those a review link opens for a person who is not in their group, by group and age."""
    return session.scalars(
        select(Document)
        .outerjoin(Membership, _is_member(person_id))
        .where(Membership.id.is_(None), _is_guest(person_id))
        .order_by(Document.group_id, Document.id)
        .options(joinedload(Document.group))
    ).all()


def _is_member(person_id: int | None) -> ColumnElement[bool]:
    return and_(Membership.group_id == Document.group_id, Membership.person_id == person_id)


def _is_guest(person_id: int | None) -> ColumnElement[bool]:
    """Whether the person came to the document by a link that was not ended."""
    return exists().where(
        Guest.person_id == person_id,
        Guest.link_id == ReviewLink.id,
        ReviewLink.document_id == Document.id,
        ReviewLink.ended_at.is_(None),
    )


def text_of(session: Session, document: Document) -> str:
    """The Markdown of the document as everybody saved it so far."""
    return log.text_of(session, document.id)


def create_document(
    session: Session,
    group: Group,
    title: str,
    author: Person,
    seed: bytes,
    seed_client_id: int,
    now: datetime,
    *,
    key: str = "",
) -> Document:
    """A draft that begins with `seed`, a Yjs update `author` wrote under `seed_client_id`.

    key: for its address, when one is there already.

    Text is given once, here, in the caller's transaction: giving it again later would double it.
    """
    document = Document(
        key=key or new_key(),
        group=group,
        title=title,
        state=State.DRAFTING,
        generation=1,
        head=0,
        created_at=now,
    )
    session.add(document)
    session.flush()
    session.add(
        ClientId(
            document_id=document.id,
            client_id=seed_client_id,
            person_id=author.id,
            claimed_at=now,
        )
    )
    entry = log.Entry(author.id, [seed_client_id], seed)
    log.append(session, document.id, log.Head(0, State.DRAFTING, 1), [entry], now)
    session.refresh(document)
    return document


def write_document(
    session: Session,
    group: Group,
    title: str,
    author: Person,
    markdown: str,
    now: datetime,
    *,
    key: str = "",
) -> Document:
    """A draft that begins with `markdown`, in the name of `author`. key: as above."""
    client_id = secrets.randbits(CLIENT_ID_BITS)
    seed = text_edits.seed(markdown, client_id)
    return create_document(session, group, title, author, seed, client_id, now, key=key)
