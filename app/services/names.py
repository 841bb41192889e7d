"""Who can be called by name in what is said about a document: its group, and its guests."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.search import folded
from app.models import Document, Guest, Membership, Person, ReviewLink
from app.services.documents import find_document


@dataclass(frozen=True)
class Name:
    """A person as others call them. is_guest: they came by a review link, to this document."""

    person_id: int
    name: str
    organisation: str
    is_guest: bool


def names_for(session: Session, person_id: int, key: str) -> Sequence[Name]:
    """Whom the person can call in the document `key` names. Raises as `find_document`."""
    return names_in(session, find_document(session, person_id, key).document)


def names_in(session: Session, document: Document) -> Sequence[Name]:
    """Everybody who may read the document and has a name: the group in the order of their names,
    then the guests.
    """
    members = session.execute(
        select(Person.id, Person.name, Membership.organisation)
        .join(Membership.person)
        .where(Membership.group_id == document.group_id)
    )
    guests = session.execute(
        select(Person.id, Person.name)
        .join(Guest, Guest.person_id == Person.id)
        .join(Guest.link)
        .where(ReviewLink.document_id == document.id, ReviewLink.ended_at.is_(None))
    )
    names = {row.id: Name(row.id, row.name, "", is_guest=True) for row in guests}
    # Who came by a link as well is in the group all the same.
    names |= {row.id: Name(row.id, row.name, row.organisation, is_guest=False) for row in members}
    named = [one for one in names.values() if one.name]
    return sorted(named, key=lambda one: (one.is_guest, folded(one.name), one.person_id))
