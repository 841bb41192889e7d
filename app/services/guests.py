"""Coming to a document by a review link: as somebody new, or as who is signed in already."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from app.domain.colours import guest_colour_of
from app.domain.errors import ConflictError, NotFoundError
from app.domain.introductions import Introduction
from app.models import Document, Guest, Person, ReviewLink
from app.services.documents import access_to
from app.services.guest_list import hash_of
from app.services.people import present
from app.services.sign_in import open_session

# Twice a large meeting. Who finds a link that went astray must not crowd out those it is for.
MAX_GUESTS_A_LINK = 100


@dataclass(frozen=True)
class Offer:
    """What a link opens; `reads_already`: whoever asks needs no link for that."""

    link: ReviewLink
    reads_already: bool


@dataclass(frozen=True)
class Arrival:
    """Where somebody came to; `session_token` signs their browser in, None: it is already."""

    document: Document
    session_token: str | None


def find_offer(session: Session, token: str, signed_in: int | None) -> Offer:
    """What the link with this token offers. Changes nothing.

    signed_in: whose browser asks. Raises NotFoundError when no link has the token, ConflictError
    when it was ended or has let in as many as it may.
    """
    return _offer(session, _find(session, token), signed_in)


def come_in(
    session: Session,
    token: str,
    signed_in: int | None,
    introduction: Introduction,
    now: datetime,
) -> Arrival:
    """Make whoever asks a guest of the link's document. Raises as `find_offer`.

    Who is `signed_in` comes as themselves, anybody else as a new person: an address that was only
    typed proves nothing, and so leads to nobody whom CoCharter knows.
    """
    # Locked: who ends the link, or takes its last place, at this moment goes first or second.
    link = _find(session, token, lock=True)
    if _offer(session, link, signed_in).reads_already:
        return Arrival(link.document, None)
    if signed_in is not None:
        person = present(session, signed_in)
        _add(session, link, person, _address_of(session, person), now)
        return Arrival(link.document, None)
    person = Person(
        name=introduction.name, email=None, locale=introduction.language, created_at=now
    )
    session.add(person)
    session.flush()
    _add(session, link, person, introduction.email, now)
    return Arrival(link.document, open_session(session, person.id, now))


def _find(session: Session, token: str, *, lock: bool = False) -> ReviewLink:
    query = (
        select(ReviewLink)
        .where(ReviewLink.token_hash == hash_of(token))
        .options(
            joinedload(ReviewLink.document, innerjoin=True).joinedload(Document.group),
            joinedload(ReviewLink.created_by),
        )
    )
    link = session.scalar(query.with_for_update(of=ReviewLink) if lock else query)
    if link is None:
        raise NotFoundError(
            "This review link is not known. Check that you copied all of it, or ask whoever gave "
            "it to you for a new one."
        )
    if link.ended_at is not None:
        raise ConflictError(
            "This review link was ended: it opens nothing any more. If you still need to read the "
            "document, ask whoever gave it to you for a new one."
        )
    return link


def _offer(session: Session, link: ReviewLink, signed_in: int | None) -> Offer:
    reads_already = access_to(session, signed_in, link.document.key) is not None
    if not reads_already and _guests(session, ReviewLink.id == link.id) >= MAX_GUESTS_A_LINK:
        raise ConflictError(
            "As many people as one review link may let in have come by this one. "
            "Ask whoever gave it to you for a new one."
        )
    return Offer(link, reads_already)


def _add(session: Session, link: ReviewLink, person: Person, email: str, now: datetime) -> None:
    place = _guests(session, ReviewLink.document_id == link.document_id)
    colour = guest_colour_of(place)
    session.add(Guest(link=link, person=person, email=email, colour=colour, came_at=now))


def _guests(session: Session, which: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(Guest).join(Guest.link).where(which)
    return session.scalar(query) or 0


def _address_of(session: Session, person: Person) -> str:
    """Where they said they can be reached: as who signs in, or else as a guest before."""
    last = select(Guest.email).where(Guest.person_id == person.id).order_by(Guest.id.desc())
    return person.email or session.scalar(last.limit(1)) or ""
