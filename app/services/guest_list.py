"""The guest list of a group: whom its facilitators have invited, and the links they hand out."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from app.database import wait_for_others
from app.domain.errors import ConflictError, ForbiddenError, NotFoundError
from app.domain.invitees import Invitee
from app.domain.mails import About
from app.domain.roles import Action, may
from app.domain.rows import Names, Row, bad, check, good, read
from app.models import Group, Invitation, Membership, Person
from app.services import outbox

TOKEN_BYTES = 32
INVITATION_LIFE = timedelta(days=14)


@dataclass(frozen=True)
class Invited:
    """An invitation and the token of its link, which is written down nowhere.

    token: "" when a mail brings the link, which is made when that is sent.
    """

    invitation: Invitation
    token: str = ""


def find_facilitated_group(session: Session, person_id: int, key: str) -> Group:
    """The group `key` names, if the person may invite people into it.

    Raises NotFoundError for a stranger, ForbiddenError for who is only part of it.
    """
    return _facilitated(_membership(session, person_id, Group.key == key)).group


def invitations_of(session: Session, group: Group) -> Sequence[Invitation]:
    """Everybody who was ever invited into `group`, the newest first."""
    return session.scalars(
        select(Invitation)
        .where(Invitation.group_id == group.id)
        .order_by(Invitation.id.desc())
        .options(joinedload(Invitation.invited_by))
    ).all()


def preview(
    session: Session, person_id: int, key: str, lists: Sequence[str], names: Names
) -> tuple[Group, list[Row]]:
    """The rows of `lists`, good and bad, as they would be invited now. Changes nothing."""
    group = find_facilitated_group(session, person_id, key)
    return group, _checked(session, group, [row for text in lists for row in read(text, names)])


def invite_list(
    session: Session,
    person_id: int,
    key: str,
    lists: Sequence[str],
    names: Names,
    now: datetime,
    *,
    by_mail: bool = False,
) -> tuple[Group, list[Invited], list[Row]]:
    """Invite every good row of `lists`; returns the group, who is invited, and the bad rows.

    by_mail: a mail brings each person their link; else the links are returned.
    """
    wait_for_others(session)
    group, rows = preview(session, person_id, key, lists, names)
    return group, _invite(session, group, person_id, good(rows), now, by_mail), bad(rows)


def invite_one(
    session: Session, person_id: int, key: str, row: Row, now: datetime, *, by_mail: bool = False
) -> tuple[Group, list[Invited], Row]:
    """As `invite_list`, of the person of `row`; returns that with what is wrong, if anything is."""
    wait_for_others(session)
    group = find_facilitated_group(session, person_id, key)
    rows = _checked(session, group, [row])
    return group, _invite(session, group, person_id, good(rows), now, by_mail), rows[0]


def renew_link(session: Session, person_id: int, key: str, now: datetime) -> Invited:
    """A new link for an invitation that still waits; the old one leads nowhere from now on."""
    invitation = _find(session, person_id, key)
    outbox.cancel(session, invitation)
    return Invited(invitation, make_link(session, invitation, now))


def mail_again(session: Session, person_id: int, key: str, now: datetime) -> Invitation:
    """Send a mail with a new link to somebody who has not come yet."""
    invitation = _find(session, person_id, key)
    _change_pending(session, invitation, expires_at=now + INVITATION_LIFE)
    _ask_for_mail(session, invitation, now)
    return invitation


def revoke(session: Session, person_id: int, key: str, now: datetime) -> Invitation:
    """Withdraw an invitation that still waits."""
    invitation = _find(session, person_id, key)
    outbox.cancel(session, invitation)
    _change_pending(session, invitation, revoked_at=now)
    return invitation


def make_link(session: Session, invitation: Invitation, now: datetime) -> str:
    """The token of a new link for an invitation that still waits. Raises ConflictError."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    _change_pending(
        session, invitation, token_hash=hash_of(token), expires_at=now + INVITATION_LIFE
    )
    return token


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def _membership(session: Session, person_id: int, *which: object) -> Membership:
    found: Membership | None = session.scalar(
        select(Membership)
        .join(Membership.group)
        .where(Membership.person_id == person_id, *which)  # type: ignore[arg-type]  # criteria
        .options(joinedload(Membership.group))
    )
    if found is None:
        raise NotFoundError("There is no such group, or it is not shared with you.")
    return found


def _facilitated(membership: Membership) -> Membership:
    if not may(membership.role, Action.FACILITATE):
        raise ForbiddenError("Only a facilitator can invite people into this group.")
    return membership


def _checked(session: Session, group: Group, rows: Sequence[Row]) -> list[Row]:
    members = session.scalars(
        select(Person.email).join(Person.memberships).where(Membership.group_id == group.id)
    ).all()
    invited = session.scalars(
        select(Invitation.email).where(Invitation.group_id == group.id, *_PENDING)
    ).all()
    return check(rows, {email for email in members if email}, set(invited))


def _invite(
    session: Session,
    group: Group,
    person_id: int,
    invitees: Sequence[Invitee],
    now: datetime,
    by_mail: bool,
) -> list[Invited]:
    invitations = [_invitation(group, person_id, invitee, now) for invitee in invitees]
    session.add_all(invitations)
    session.flush()
    if not by_mail:
        return [Invited(one, make_link(session, one, now)) for one in invitations]
    for one in invitations:
        _ask_for_mail(session, one, now)
    return [Invited(one) for one in invitations]


def _invitation(group: Group, person_id: int, invitee: Invitee, now: datetime) -> Invitation:
    return Invitation(
        group=group,
        email=invitee.email,
        name=invitee.name,
        organisation=invitee.organisation,
        country=invitee.country,
        role=invitee.role,
        locale=invitee.locale,
        created_at=now,
        expires_at=now + INVITATION_LIFE,
        invited_by_id=person_id,
    )


def _ask_for_mail(session: Session, invitation: Invitation, now: datetime) -> None:
    outbox.ask_for(session, About.INVITATION, invitation.email, now, invitation_id=invitation.id)


def _find(session: Session, person_id: int, key: str) -> Invitation:
    """The invitation `key` names, if its group is the person's to invite into."""
    invitation = session.scalar(
        select(Invitation).where(Invitation.key == key).options(joinedload(Invitation.group))
    )
    if invitation is None:
        raise NotFoundError("There is no such group, or it is not shared with you.")
    _facilitated(_membership(session, person_id, Membership.group_id == invitation.group_id))
    return invitation


def _change_pending(session: Session, invitation: Invitation, **values: object) -> None:
    # The database decides, so that nobody comes in by what is withdrawn at the same moment.
    changed = session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, *_PENDING)
        .values(**values)
        .returning(Invitation.id)
    ).one_or_none()
    if changed is None:
        raise ConflictError("This invitation has been accepted or withdrawn already.")


_PENDING = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
