"""Who is in which group, and as what."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain import acts
from app.domain.colours import colour_of
from app.domain.memberships import Change
from app.domain.organisations import Kind
from app.domain.roles import Role
from app.models import Document, Group, Membership, MembershipEvent, Person
from app.services import ledger


def add_member(
    session: Session,
    group: Group,
    person: Person,
    role: Role,
    now: datetime,
    *,
    organisation: str = "",
    country: str = "",
    kind: Kind = Kind.UNKNOWN,
    actor: Person | None = None,
) -> Membership:
    """Bring `person` into `group`, in the colour that belongs to their place in it.

    actor: who brings them in; None: somebody at the command line.
    """
    membership = Membership(
        person=person,
        group=group,
        role=role,
        organisation=organisation,
        country=country,
        kind=kind,
        colour=colour_of(_place(session, group)),
        joined_at=now,
    )
    session.add(membership)
    session.flush()
    record(session, membership, Change.JOINED, None, role, now, actor)
    return membership


def _place(session: Session, group: Group) -> int:
    """How many came before: those who left keep their place, and so nobody gets a second colour."""
    here = select(func.count()).where(Membership.group_id == group.id)
    left = select(func.count()).where(
        MembershipEvent.group_id == group.id,
        MembershipEvent.kind.in_((Change.REMOVED, Change.LEFT)),
    )
    return (session.scalar(here) or 0) + (session.scalar(left) or 0)


def record(
    session: Session,
    membership: Membership,
    kind: Change,
    before: Role | None,
    after: Role | None,
    now: datetime,
    actor: Person | None,
) -> MembershipEvent:
    """Write down what happens to the membership, and how the person is seen at that moment.

    The ledgers of the group's documents have it, too: who looks after them is a part of the proof.
    """
    event = MembershipEvent(
        group_id=membership.group_id,
        person_id=membership.person_id,
        actor_id=actor.id if actor else None,
        at=now,
        kind=kind,
        role_before=before,
        role_after=after,
        organisation=membership.organisation,
        colour=membership.colour,
    )
    session.add(event)
    session.flush()
    act = acts.role(event.id, event.person_id, kind, before, after, now, event.actor_id)
    for document_id in session.scalars(
        select(Document.id).where(Document.group_id == membership.group_id)
    ):
        ledger.record(session, document_id, act)
    return event


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


def first_memberships(session: Session, emails: Sequence[str]) -> Sequence[Membership]:
    """What the people with these addresses are in the first of their groups, in that order."""
    first = select(func.min(Membership.id)).group_by(Membership.person_id)
    return session.scalars(
        select(Membership)
        .join(Membership.person)
        .where(Person.email.in_(emails), Membership.id.in_(first))
        .order_by(Membership.id)
        .options(selectinload(Membership.person))
    ).all()
