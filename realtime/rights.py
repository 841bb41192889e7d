"""Who of those in a room may still be there: asked from the database, never remembered.

Somebody reads a document as one of its group, or as a guest by a review link that was not ended.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from app.domain.roles import Action, Role, roles_that_may, strongest
from app.models import Document, Guest, Membership, ReviewLink, SignInSession

# Built once: every flush asks it.
_ROLES_OF_WRITERS = (
    select(SignInSession.id, Membership.role)
    .join(Membership, Membership.person_id == SignInSession.person_id)
    .join(Document, Document.group_id == Membership.group_id)
    .where(
        Document.id == bindparam("document_id"),
        SignInSession.id.in_(bindparam("sign_ins", expanding=True)),
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > bindparam("now"),
        Membership.role.in_(roles_that_may(Action.EDIT)),
    )
    .with_for_update(read=True, of=[SignInSession, Membership])
)

Roles = Mapping[int, Role]
"""Sign-in session id -> role."""


def roles_of_writers(
    session: Session, document_id: int, sign_ins: Collection[int], now: datetime
) -> Roles:
    """The roles of those of `sign_ins` that live and may edit the document when it is a draft.

    Locked: nobody of them signs out, leaves the group or gets another role before this
    transaction ends. Guests never edit, so they are not asked about.
    """
    asked = {"document_id": document_id, "sign_ins": list(sign_ins), "now": now}
    return {row.id: row.role for row in session.execute(_ROLES_OF_WRITERS, asked)}


def role_of(session: Session, document_id: int, sign_in: int, now: datetime) -> Role | None:
    """What whoever signed in like this is to the document; None when they may not read it."""
    return roles_in(session, [document_id], [sign_in], now).get(document_id, {}).get(sign_in)


def roles_in(
    session: Session, document_ids: Collection[int], sign_ins: Collection[int], now: datetime
) -> Mapping[int, Roles]:
    """Document id -> the roles of those of `sign_ins` that live and may read it.

    By group, whose documents share one mapping unless they have guests: of documents and people
    one by one there may be half a million pairs.
    """
    groups = session.execute(
        select(Document.id, Document.group_id).where(Document.id.in_(document_ids))
    ).all()
    living = (
        SignInSession.id.in_(sign_ins),
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > now,
    )
    members = _members(session, {group_id for _, group_id in groups}, living)
    guests = _guests(session, document_ids, living)
    return {
        document_id: _with_guests(members.get(group_id, {}), guests.get(document_id, ()))
        for document_id, group_id in groups
    }


def _members(
    session: Session, group_ids: Collection[int], living: Sequence[ColumnElement[bool]]
) -> Mapping[int, Roles]:
    """Group id -> roles of its people."""
    rows = session.execute(
        select(Membership.group_id, SignInSession.id, Membership.role)
        .join(SignInSession, SignInSession.person_id == Membership.person_id)
        .where(
            Membership.group_id.in_(group_ids),
            Membership.role.in_(roles_that_may(Action.READ)),
            *living,
        )
    )
    roles: dict[int, dict[int, Role]] = {}
    for group_id, sign_in, role in rows:
        roles.setdefault(group_id, {})[sign_in] = role
    return roles


def _guests(
    session: Session, document_ids: Collection[int], living: Sequence[ColumnElement[bool]]
) -> Mapping[int, Collection[int]]:
    """Document id -> sign-ins of who came by a link that was not ended."""
    rows = session.execute(
        select(ReviewLink.document_id, SignInSession.id)
        .join(Guest, Guest.link_id == ReviewLink.id)
        .join(SignInSession, SignInSession.person_id == Guest.person_id)
        .where(ReviewLink.document_id.in_(document_ids), ReviewLink.ended_at.is_(None), *living)
    )
    guests: dict[int, set[int]] = {}
    for document_id, sign_in in rows:
        guests.setdefault(document_id, set()).add(sign_in)
    return guests


def _with_guests(members: Roles, guests: Collection[int]) -> Roles:
    if not guests:
        return members
    by_link = dict.fromkeys(guests, Role.REVIEWER)
    both = {one: strongest(members.get(one), by_link.get(one)) for one in {*members, *guests}}
    return {sign_in: role for sign_in, role in both.items() if role}
