"""The review links of a document: made, listed and ended by the facilitators of its group."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.errors import InvalidError
from app.domain.memberships import demand_facilitator
from app.models import Document, Guest, ReviewLink
from app.notices import RightsChanged, announce
from app.services.documents import find_document, no_such_document
from app.services.guest_list import hash_of

TOKEN_BYTES = 32
MAX_LABEL_CHARACTERS = 200  # what the column holds


@dataclass(frozen=True)
class Made:
    """A link and its token, which is written down nowhere."""

    link: ReviewLink
    token: str


def links_of(
    session: Session, person_id: int | None, key: str
) -> tuple[Document, Sequence[ReviewLink]]:
    """The document `key` names, and its links with who came by them, the newest first.

    Raises NotFoundError for a stranger, ForbiddenError for who only reads or writes.
    """
    document = _facilitated(session, person_id, key)
    links = session.scalars(
        select(ReviewLink)
        .where(ReviewLink.document_id == document.id)
        .order_by(ReviewLink.id.desc())
        .options(
            joinedload(ReviewLink.created_by),
            selectinload(ReviewLink.guests).joinedload(Guest.person),
        )
    ).all()
    return document, links


def make_link(session: Session, person_id: int | None, key: str, label: str, now: datetime) -> Made:
    """A link to the document for those whom `label` names. Raises as above, and InvalidError."""
    document = _facilitated(session, person_id, key)
    label = " ".join(label.split())
    if not label:
        raise InvalidError("Say for whom the link is, so that you can tell your links apart.")
    if len(label) > MAX_LABEL_CHARACTERS:
        raise InvalidError("What you wrote is too long. Go back and shorten it.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = ReviewLink(
        document=document,
        label=label,
        token_hash=hash_of(token),
        created_by_id=person_id,
        created_at=now,
    )
    session.add(link)
    session.flush()
    return Made(link, token)


def end_link(session: Session, person_id: int | None, key: str, now: datetime) -> ReviewLink:
    """Let nobody in by this link any more, nor let anyone who came by it read on.

    Ending it again changes nothing. Raises as above.
    """
    link = session.scalar(
        select(ReviewLink).where(ReviewLink.key == key).options(joinedload(ReviewLink.document))
    )
    if link is None:
        raise no_such_document()
    _facilitated(session, person_id, link.document.key)
    session.execute(
        update(ReviewLink)
        .where(ReviewLink.id == link.id, ReviewLink.ended_at.is_(None))
        .values(ended_at=now)
    )
    announce(session, RightsChanged())
    return link


def _facilitated(session: Session, person_id: int | None, key: str) -> Document:
    access = find_document(session, person_id, key)
    demand_facilitator(access.role)
    return access.document
