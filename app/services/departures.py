"""Going out of groups, and out of CoCharter: what somebody wrote stays, they themselves do not."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.database import wait_for_others
from app.domain.errors import ConflictError, NotFoundError
from app.domain.memberships import Change, demand_others, is_last
from app.models import (
    Document,
    Group,
    Guest,
    Heard,
    Identity,
    Invitation,
    Mail,
    Membership,
    MembershipEvent,
    Person,
    ReviewLink,
    Signature,
    SignInLink,
    SignInSession,
    Visit,
    Voter,
)
from app.notices import RightsChanged, announce
from app.services.accounts import end_all
from app.services.directory import announce_people, facilitators_among, find_own, people_of
from app.services.groups import lock_people
from app.services.memberships import record
from app.services.people import present


def leave_group(session: Session, person_id: int, key: str, now: datetime) -> Group:
    """Go out of the group `key` names. Raises NotFoundError, ConflictError for who must stay."""
    own = find_own(session, person_id, key)
    _go(session, own.group_id, person_id, now, actor=own.person)
    return own.group


def anonymise(
    session: Session, person_id: int, now: datetime, *, by_operator: bool = False
) -> None:
    """Take everything away that tells who somebody is, and leave all that they did.

    by_operator: somebody at the command line does it for them. Raises NotFoundError when it is
    done already, ConflictError when groups would be left without a facilitator.
    """
    wait_for_others(session)  # so that nobody is brought into one more group meanwhile
    person = present(session, person_id)
    for group in groups_of(session, person_id):
        lock_people(session, group.id)
    needing = groups_that_need(session, person_id)
    if needing:
        raise ConflictError(
            "Without this account nobody would look after: %(groups)s. Make somebody else a "
            "facilitator there first.",
            groups=", ".join(group.name for group in needing),
        )
    # Before the memberships: whoever appends to a text locks them in this order too.
    _forget_ways_in(session, person_id, now)
    for group in groups_of(session, person_id):
        _go(session, group.id, person_id, now, actor=None if by_operator else person)
    if person.email:
        _forget_address(session, person.email, now)
    session.execute(update(Guest).where(Guest.person_id == person_id).values(email=""))
    session.execute(delete(Visit).where(Visit.person_id == person_id))
    session.execute(delete(Heard).where(Heard.person_id == person_id))
    # The ballots and signatures stay, and the organisations for which they are. What they were
    # called then was kept for the pages only: the ledger knows them by number.
    for named in (Voter, Signature):
        session.execute(update(named).where(named.person_id == person_id).values(name=""))
    person.email, person.name = None, ""
    person.locale = person.time_zone = ""
    person.anonymised_at = now


def groups_of(session: Session, person_id: int) -> Sequence[Group]:
    """The groups somebody is in, always in the same order, in which they are locked."""
    return session.scalars(
        select(Group)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.person_id == person_id)
        .order_by(Group.id)
    ).all()


def groups_that_need(session: Session, person_id: int) -> list[Group]:
    """The groups in which others would be left without a facilitator."""
    return [
        group
        for group in groups_of(session, person_id)
        if _is_needed(people_of(session, group.id), person_id)
    ]


def take_out(
    session: Session, membership: Membership, kind: Change, actor: Person | None, now: datetime
) -> MembershipEvent:
    """End a membership, and with it every other way to the group's documents; it is recorded."""
    event = record(session, membership, kind, membership.role, None, now, actor)
    _withdraw(session, membership, now)
    documents = select(Document.id).where(Document.group_id == membership.group_id)
    links = select(ReviewLink.id).where(ReviewLink.document_id.in_(documents))
    session.execute(
        delete(Guest).where(Guest.person_id == membership.person_id, Guest.link_id.in_(links))
    )
    session.delete(membership)
    announce(session, RightsChanged())
    announce_people(session, membership.group_id)
    return event


def end_handed_out(session: Session, group_id: int, person_id: int | None, now: datetime) -> None:
    """End the invitations and review links of the group that a person handed out; None: all.

    For who may do so no more: they know these links, and could come back by one.
    """
    invitations = update(Invitation).where(
        Invitation.group_id == group_id,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    documents = select(Document.id).where(Document.group_id == group_id)
    links = update(ReviewLink).where(
        ReviewLink.document_id.in_(documents), ReviewLink.ended_at.is_(None)
    )
    if person_id is not None:
        invitations = invitations.where(Invitation.invited_by_id == person_id)
        links = links.where(ReviewLink.created_by_id == person_id)
    session.execute(invitations.values(revoked_at=now))
    session.execute(links.values(ended_at=now))


def _go(
    session: Session, group_id: int, person_id: int, now: datetime, actor: Person | None
) -> None:
    lock_people(session, group_id)
    people = people_of(session, group_id)
    own = next((one for one in people if one.person_id == person_id), None)
    if own is None:
        raise NotFoundError("There is no such group, or you are not in it.")
    demand_others(own.role, facilitators_among(people), len(people))
    if len(people) == 1:  # nobody is left who could look after what was handed out
        end_handed_out(session, group_id, None, now)
    take_out(session, own, Change.LEFT, actor, now)
    session.flush()


def _is_needed(people: Sequence[Membership], person_id: int) -> bool:
    own = next(one for one in people if one.person_id == person_id)
    return len(people) > 1 and is_last(own.role, facilitators_among(people))


def _withdraw(session: Session, membership: Membership, now: datetime) -> None:
    """Nobody comes back in by a link they were sent before."""
    session.execute(
        update(Invitation)
        .where(
            Invitation.group_id == membership.group_id,
            Invitation.email == membership.person.email,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


def _forget_address(session: Session, email: str, now: datetime) -> None:
    session.execute(delete(Mail).where(Mail.address == email))
    pending = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    session.execute(
        update(Invitation).where(Invitation.email == email, *pending).values(revoked_at=now)
    )
    session.execute(
        update(Invitation)
        .where(Invitation.email == email)
        .values(email="", name="", organisation="", country="")
    )


def _forget_ways_in(session: Session, person_id: int, now: datetime) -> None:
    # The links first: who used one at this moment has a session now, and that is ended too.
    for way in (SignInLink, Identity):
        session.execute(delete(way).where(way.person_id == person_id))
    end_all(session, person_id, None, now)
    session.execute(
        update(SignInSession).where(SignInSession.person_id == person_id).values(browser="")
    )
