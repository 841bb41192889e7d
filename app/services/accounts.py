"""What people change about themselves, and the browsers they are signed in with."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.domain.accounts import Choices
from app.domain.errors import NotFoundError
from app.models import Membership, Person, SignInSession
from app.notices import RightsChanged, announce
from app.services.directory import announce_people

GLANCE = timedelta(minutes=5)  # how exactly it is known when a browser was used last


def keep_choices(session: Session, person_id: int, choices: Choices) -> None:
    """Keep what somebody chose; who sees their name sees the new one at once."""
    person = session.get_one(Person, person_id)
    person.locale, person.time_zone = choices.language, choices.time_zone
    person.wants_mail = choices.wants_mail
    if person.name != choices.name:
        person.name = choices.name
        groups = select(Membership.group_id).where(Membership.person_id == person_id)
        for group_id in session.scalars(groups):
            announce_people(session, group_id)


def sessions_of(session: Session, person_id: int, now: datetime) -> Sequence[SignInSession]:
    """Where somebody is signed in, the browser used last first."""
    found = session.scalars(
        select(SignInSession).where(
            SignInSession.person_id == person_id,
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now,
        )
    ).all()
    return sorted(found, key=lambda one: one.seen_at or one.created_at, reverse=True)


def end_one(session: Session, person_id: int, session_id: int, now: datetime) -> None:
    """End one of somebody's sessions. Raises NotFoundError when it is not theirs, or over."""
    ended = session.execute(
        update(SignInSession)
        .where(
            SignInSession.id == session_id,
            SignInSession.person_id == person_id,
            SignInSession.ended_at.is_(None),
        )
        .values(ended_at=now)
        .returning(SignInSession.id)
    ).one_or_none()
    if ended is None:
        raise NotFoundError("You are not signed in there, or no longer.")
    announce(session, RightsChanged())


def end_all(session: Session, person_id: int, but: int | None, now: datetime) -> None:
    """End every session of somebody, except the one with the id `but`."""
    ended = SignInSession.person_id == person_id, SignInSession.ended_at.is_(None)
    session.execute(
        update(SignInSession)
        .where(*ended, *([SignInSession.id != but] if but else []))
        .values(ended_at=now)
    )
    announce(session, RightsChanged())


def needs_note(found: SignInSession, browser: str, now: datetime) -> bool:
    """Whether it is time to note that a session is used, and with which browser."""
    return found.browser != browser or found.seen_at is None or now - found.seen_at > GLANCE


def note_use(session: Session, session_id: int, browser: str, now: datetime) -> None:
    """Note that a session is used now; of several requests at once, one writes."""
    session.execute(
        update(SignInSession)
        .where(
            SignInSession.id == session_id,
            or_(
                SignInSession.seen_at.is_(None),
                SignInSession.seen_at < now - GLANCE,
                SignInSession.browser != browser,
            ),
        )
        .values(seen_at=now, browser=browser)
    )
