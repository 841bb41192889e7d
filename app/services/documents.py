"""The documents of a group: found through the person who asks, created whole."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.errors import NotFoundError
from app.domain.lifecycle import State
from app.models import ClientId, Document, Group, Membership, Person
from app.models.base import new_key
from realtime import log, text_edits

CLIENT_ID_BITS = 32


def find_document(session: Session, person_id: int | None, key: str) -> tuple[Document, Membership]:
    """The document `key` names, and what the person is in its group.

    Raises NotFoundError when there is none or when it is not theirs to see: nobody can tell which.
    """
    found = session.execute(
        select(Document, Membership)
        .join(Membership, Membership.group_id == Document.group_id)
        .where(Document.key == key, Membership.person_id == person_id)
        .options(joinedload(Document.group), joinedload(Membership.person))
    ).one_or_none()
    if found is None:
        raise NotFoundError("There is no such document, or it is not shared with you.")
    return found.Document, found.Membership


def documents_of(session: Session, person_id: int) -> Sequence[Document]:
    """Every document a person may see, by group and age."""
    return session.scalars(
        select(Document)
        .join(Membership, Membership.group_id == Document.group_id)
        .where(Membership.person_id == person_id)
        .order_by(Document.group_id, Document.id)
    ).all()


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
