"""Changing what somebody is in a group: by a facilitator, recorded, never without one left."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.errors import InvalidError, NotFoundError
from app.domain.mails import About
from app.domain.memberships import Change, demand_change, demand_facilitator
from app.domain.roles import Role
from app.models import Group, Membership, MembershipEvent
from app.notices import RightsChanged, announce
from app.services import outbox
from app.services.departures import take_out
from app.services.directory import (
    announce_people,
    facilitators_among,
    find_facilitator,
    find_own,
    people_of,
)
from app.services.groups import lock_people
from app.services.memberships import record

EVENTS_A_PAGE = 50


def change_role(
    session: Session, actor_id: int | None, key: str, person_key: str, role: str, now: datetime
) -> Membership:
    """Make the person with `person_key` a `role` in the group `key` names; returns them.

    Raises NotFoundError, ForbiddenError, ConflictError for the last facilitator, InvalidError.
    """
    if role not in set(Role):
        raise InvalidError("There is no such role.")
    after = Role(role)
    actor, membership = _lock(session, actor_id, key, person_key, after)
    before = membership.role
    if after is not before:
        membership.role = after
        event = record(session, membership, Change.ROLE_CHANGED, before, after, now, actor.person)
        announce(session, RightsChanged())
        announce_people(session, membership.group_id)
        _mail(session, membership, event)
    return membership


def remove_member(
    session: Session, actor_id: int | None, key: str, person_key: str, now: datetime
) -> Membership:
    """Take the person out of the group; what they wrote keeps its author. Raises as above."""
    actor, membership = _lock(session, actor_id, key, person_key, None)
    event = take_out(session, membership, Change.REMOVED, actor.person, now)
    _mail(session, membership, event)
    return membership


def find_to_remove(session: Session, actor_id: int | None, key: str, person_key: str) -> Membership:
    """Whom a facilitator is about to take out of the group. Raises as `remove_member`."""
    return _allowed(session, find_own(session, actor_id, key), person_key, None)[1]


def record_of(
    session: Session, person_id: int | None, key: str, page: int = 1
) -> tuple[Group, Sequence[MembershipEvent], bool]:
    """The group, what happened to its people, the newest first, and whether there is more.

    For its facilitators; page: from 1, of EVENTS_A_PAGE each.
    """
    own = find_facilitator(session, person_id, key)
    events = session.scalars(
        select(MembershipEvent)
        .where(MembershipEvent.group_id == own.group_id)
        .order_by(MembershipEvent.id.desc())
        .offset((page - 1) * EVENTS_A_PAGE)
        .limit(EVENTS_A_PAGE + 1)
        .options(joinedload(MembershipEvent.person), joinedload(MembershipEvent.actor))
    ).all()
    return own.group, events[:EVENTS_A_PAGE], len(events) > EVENTS_A_PAGE


def _lock(
    session: Session, actor_id: int | None, key: str, person_key: str, after: Role | None
) -> tuple[Membership, Membership]:
    """The actor and the person, whom nobody else changes before this transaction ends."""
    own = find_own(session, actor_id, key)
    lock_people(session, own.group_id)
    return _allowed(session, own, person_key, after)


def _allowed(
    session: Session, own: Membership, person_key: str, after: Role | None
) -> tuple[Membership, Membership]:
    people = people_of(session, own.group_id)
    actor = next((one for one in people if one.person_id == own.person_id), None)
    demand_facilitator(actor.role if actor else None)
    membership = next((one for one in people if one.person.key == person_key), None)
    if actor is None or membership is None:
        raise NotFoundError("This person is not in the group, or no longer.")
    demand_change(actor.role, membership.role, after, facilitators_among(people))
    return actor, membership


def _mail(session: Session, membership: Membership, event: MembershipEvent) -> None:
    """Tell the person by mail, unless it was their own doing."""
    person = membership.person
    if person.email and person.wants_mail and event.actor_id != person.id:
        outbox.ask_for(session, About.PLACE, person.email, event.at, event_id=event.id)
