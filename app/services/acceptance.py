"""Coming into a group by an invitation: its link works once, for the person it was made for."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from app.database import wait_for_others
from app.domain.errors import ConflictError, ForbiddenError, NotFoundError
from app.domain.standings import Standing
from app.models import Invitation, Person
from app.services.guest_list import hash_of
from app.services.memberships import add_member, find_membership
from app.services.people import find_or_add_person
from app.services.sign_in import open_session


def find_invitation(session: Session, token: str, now: datetime) -> Invitation:
    """The invitation with this token, still open.

    Raises NotFoundError when no link has it, ConflictError when it is used, withdrawn or too old.
    """
    invitation = session.scalar(
        select(Invitation)
        .where(Invitation.token_hash == hash_of(token))
        .options(joinedload(Invitation.group), joinedload(Invitation.invited_by))
    )
    if invitation is None:
        raise NotFoundError(
            "This invitation is not known. Check that you copied all of the link and that it is "
            "the newest one you were sent, or ask your facilitator for a new one."
        )
    _demand_open(invitation.standing(now))
    return invitation


def accept(
    session: Session, token: str, signed_in: int | None, now: datetime, language: str = ""
) -> str | None:
    """Take up the invitation: bring its person into the group, and open a session for them.

    language: the one they chose on the way; "" when they chose none.

    Returns the session's token; None when the person was signed in already. Whoever wrote an
    invitation can read its link, so it never signs in as somebody CoCharter knew before: they
    must have come in by themselves (`signed_in`). Raises as `find_invitation`, and ForbiddenError.
    """
    wait_for_others(session)
    invitation = find_invitation(session, token, now)
    _spend(session, invitation, token, now)
    known = session.scalar(select(Person).where(Person.email == invitation.email))
    if known is not None and known.id != signed_in:
        raise ForbiddenError(
            "Somebody with this e-mail address uses CoCharter already. If it is you, sign in "
            "first, then open this invitation again."
        )
    person = known or find_or_add_person(session, invitation.email, invitation.name, now)
    if known is None:
        person.locale = language or invitation.locale
        person.proved_at = now if invitation.mailed else None
    if find_membership(session, invitation.group, person) is None:
        add_member(
            session,
            invitation.group,
            person,
            invitation.role,
            now,
            organisation=invitation.organisation,
            country=invitation.country,
            actor=invitation.invited_by,
        )
    return None if known else open_session(session, person.id, now)


def _demand_open(stands: Standing) -> None:
    if stands is Standing.ACCEPTED:
        raise ConflictError(
            "This invitation has been used: each works once. If you are in the group already, "
            "sign in with your own link; if not, ask your facilitator."
        )
    if stands is Standing.REVOKED:
        raise ConflictError(
            "This invitation was withdrawn. Ask your facilitator if that is a mistake."
        )
    if stands is Standing.EXPIRED:
        raise ConflictError(
            "This invitation is too old: invitations work for fourteen days. "
            "Ask your facilitator for a new link."
        )


def _spend(session: Session, invitation: Invitation, token: str, now: datetime) -> None:
    # The database decides, so that of two browsers at the same moment only one gets in.
    spent = session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.token_hash == hash_of(token),
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(accepted_at=now)
        .returning(Invitation.id)
    ).one_or_none()
    if spent is None:
        raise ConflictError("This invitation was used or changed a moment ago. Open it again.")
