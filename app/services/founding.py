"""Founding a group: with its first facilitator and its first documents, whole and once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.database import wait_for_others
from app.domain.errors import ConflictError
from app.domain.keys import demand_key
from app.domain.memberships import demand_founder
from app.domain.roles import Action, Role, may
from app.domain.titles import title_from
from app.models import Group, Membership, MembershipEvent
from app.services.beginnings import Beginning, begin_document
from app.services.groups import create_group
from app.services.memberships import add_member


def find_founder(session: Session, person_id: int) -> Membership:
    """What the person is in the newest of the groups they facilitate.

    Raises ForbiddenError when there is none: then they found no other either.
    """
    memberships = session.scalars(
        select(Membership)
        .where(Membership.person_id == person_id)
        .order_by(Membership.id)
        .options(joinedload(Membership.person))
    ).all()
    demand_founder(one.role for one in memberships)
    return [one for one in memberships if may(one.role, Action.FACILITATE)][-1]


def found_group(
    session: Session,
    person_id: int,
    key: str,
    typed_name: str,
    beginnings: Sequence[Beginning],
    now: datetime,
) -> Group:
    """A new group under the `key` that its form was given; a form that comes again makes none.

    Raises as `find_founder`, InvalidError, and ConflictError when somebody else used the key.
    """
    demand_key(key)
    name = title_from(typed_name)
    wait_for_others(session)
    founder = find_founder(session, person_id)
    founded = session.scalar(select(Group).where(Group.key == key))
    if founded is not None:
        _demand_founded_by(session, person_id, founded)
        return founded
    group = create_group(session, name, now, key=key)
    _bring_in(session, group, founder, now)
    for beginning in beginnings:
        begin_document(session, group, founder.person, beginning, now)
    return group


def _demand_founded_by(session: Session, person_id: int, group: Group) -> None:
    first = session.scalar(
        select(MembershipEvent)
        .where(MembershipEvent.group_id == group.id)
        .order_by(MembershipEvent.id)
        .limit(1)
    )
    # Who founds a group is the first in it, and brings in themselves.
    if first is None or not first.person_id == first.actor_id == person_id:
        raise ConflictError("This form was used already. Load its page again, then try once more.")


def _bring_in(session: Session, group: Group, founder: Membership, now: datetime) -> None:
    add_member(
        session,
        group,
        founder.person,
        Role.FACILITATOR,
        now,
        organisation=founder.organisation,
        country=founder.country,
        kind=founder.kind,
        actor=founder.person,
    )
