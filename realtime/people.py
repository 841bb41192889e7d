"""Which client id belongs to which person, and what the others may know of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, and_, func, select
from sqlalchemy.orm import Session

from app.domain import colours
from app.models import (
    ClientId,
    Document,
    Guest,
    Membership,
    MembershipEvent,
    Person,
    ReviewLink,
)

PublicPerson = dict[str, Any]
"""{"name", "organisation", "colour", "isGuest"}: what the wire says of a person."""


def owners_of(
    session: Session, document_id: int, among: Collection[int] | None = None
) -> dict[int, int]:
    """Client id -> person id, for every id ever claimed in the document, or those `among` them."""
    query = select(ClientId.client_id, ClientId.person_id).where(
        ClientId.document_id == document_id
    )
    if among is not None:
        query = query.where(ClientId.client_id.in_(among))
    return {row.client_id: row.person_id for row in session.execute(query)}


def claimed(session: Session, document_id: int, person_id: int, since: datetime) -> tuple[int, int]:
    """How many client ids of the document are claimed, and by the person after `since`."""
    lately = and_(ClientId.person_id == person_id, ClientId.claimed_at > since)
    counts = select(func.count(), func.count().filter(lately)).where(
        ClientId.document_id == document_id
    )
    everyone, person = session.execute(counts).one()
    return everyone, person


def claim(
    session: Session, document_id: int, client_ids: Sequence[int], person_id: int, now: datetime
) -> None:
    """Bind `client_ids`, which nobody has in this document, to the person for ever.

    A concurrent claim of the same id by another process fails on the primary key.
    """
    session.add_all(
        ClientId(document_id=document_id, client_id=client_id, person_id=person_id, claimed_at=now)
        for client_id in client_ids
    )
    session.flush()


def public_people(
    session: Session, document_id: int, person_ids: Collection[int]
) -> Mapping[int, PublicPerson]:
    """Person id -> what others see of them, in the group of the document.

    Who left the group wrote in it all the same: they are seen as they were last. Guests of the
    document have a colour there, whether or not their link still lives, and are told apart from
    the group: they may call themselves what they like.
    """
    group_id = select(Document.group_id).where(Document.id == document_id).scalar_subquery()
    rows = session.execute(
        select(Person.id, Person.name, Membership.organisation, Membership.colour)
        .outerjoin(
            Membership,
            and_(Membership.person_id == Person.id, Membership.group_id == group_id),
        )
        .where(Person.id.in_(person_ids))
    ).all()
    gone = [row.id for row in rows if row.colour is None]
    guests = _guests(session, document_id, gone) if gone else {}
    last = _last_seen(session, group_id, gone) if gone else {}
    public = {}
    for row in rows:
        looks = (row.organisation, row.colour)
        if row.colour is None:
            looks = last.get(row.id, ("", guests.get(row.id, colours.UNKNOWN)))
        public[row.id] = _public(row.name, *looks, is_guest=row.id in guests)
    return public


def _guests(session: Session, document_id: int, person_ids: Collection[int]) -> dict[int, str]:
    """Person id -> colour, of those who ever came to the document by a review link."""
    rows = session.execute(
        select(Guest.person_id, Guest.colour)
        .join(Guest.link)
        .where(ReviewLink.document_id == document_id, Guest.person_id.in_(person_ids))
        .order_by(Guest.id)
    )
    return {row.person_id: row.colour for row in rows}


def _last_seen(
    session: Session, group_id: ScalarSelect[int], person_ids: Collection[int]
) -> dict[int, tuple[str, str]]:
    """Person id -> (organisation, colour) as the record of the group has them last."""
    rows = session.execute(
        select(MembershipEvent.person_id, MembershipEvent.organisation, MembershipEvent.colour)
        .where(
            MembershipEvent.group_id == group_id,
            MembershipEvent.person_id.in_(person_ids),
        )
        .order_by(MembershipEvent.id)
    )
    return {row.person_id: (row.organisation, row.colour) for row in rows}


def _public(name: str, organisation: str, colour: str, *, is_guest: bool) -> PublicPerson:
    return {"name": name, "organisation": organisation, "colour": colour, "isGuest": is_guest}
