"""Who is in which group, and as what."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.colours import colour_of
from app.domain.roles import Role
from app.models import Group, Membership, Person


def add_member(
    session: Session,
    group: Group,
    person: Person,
    role: Role,
    now: datetime,
    *,
    organisation: str = "",
    country: str = "",
) -> Membership:
    """Bring `person` into `group`, in the colour that belongs to their place in it."""
    position = session.scalar(
        select(func.count()).select_from(Membership).where(Membership.group_id == group.id)
    )
    membership = Membership(
        person=person,
        group=group,
        role=role,
        organisation=organisation,
        country=country,
        colour=colour_of(position or 0),
        joined_at=now,
    )
    session.add(membership)
    session.flush()
    return membership


def find_membership(session: Session, group: Group, person: Person) -> Membership | None:
    """What `person` is in `group`, if anything."""
    return session.scalar(
        select(Membership).where(Membership.group_id == group.id, Membership.person_id == person.id)
    )


def memberships_of(session: Session, person_id: int) -> Sequence[Membership]:
    """A person's memberships, oldest first; with their groups, the people and documents there."""
    group = joinedload(Membership.group)
    return session.scalars(
        select(Membership)
        .where(Membership.person_id == person_id)
        .order_by(Membership.id)
        .options(
            group.selectinload(Group.documents),
            group.selectinload(Group.memberships).options(joinedload(Membership.person)),
        )
    ).all()


def memberships_with_emails(session: Session, emails: Sequence[str]) -> Sequence[Membership]:
    """The memberships of the people with these addresses, in the order they joined."""
    return session.scalars(
        select(Membership)
        .join(Membership.person)
        .where(Person.email.in_(emails))
        .order_by(Membership.id)
        .options(selectinload(Membership.person))
    ).all()
