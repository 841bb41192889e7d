"""Signing in: a link that works once, then a session kept on the server.

Of both only the SHA-256 of the token is stored, so that who reads the database cannot sign in.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from app.domain.errors import ConflictError, NotFoundError
from app.models import Person, SignInLink, SignInSession
from app.notices import RightsChanged, announce

TOKEN_BYTES = 32
LINK_LIFE = timedelta(days=7)
MAILED_LINK_LIFE = timedelta(days=1)
SESSION_LIFE = timedelta(days=30)


def create_link(
    session: Session, person: Person, now: datetime, life: timedelta = LINK_LIFE
) -> str:
    """Make a link for `person`; the token returned here is written down nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        SignInLink(
            token_hash=_hash(token),
            person_id=person.id,
            created_at=now,
            expires_at=now + life,
        )
    )
    return token


def find_link(session: Session, token: str, now: datetime) -> SignInLink:
    """The link with this token, still good to sign in with.

    Raises NotFoundError when nobody made it, ConflictError when it is used or too old.
    """
    link = session.scalar(
        select(SignInLink)
        .where(SignInLink.token_hash == _hash(token))
        .options(joinedload(SignInLink.person))
    )
    if link is None:
        raise NotFoundError(
            "This sign-in link is not known. Check that you copied all of it, "
            "or ask your facilitator for a new one."
        )
    if link.used_at is not None:
        raise _used()
    if link.expires_at <= now:
        raise ConflictError(
            "This sign-in link is too old. Ask for a new one where you sign in, or ask "
            "your facilitator."
        )
    return link


def use_link(session: Session, token: str, now: datetime) -> str:
    """Spend the link and open a session; returns the session's token. Raises as `find_link`."""
    link = find_link(session, token, now)
    # The database decides, so that of two browsers at the same moment only one gets in.
    spent = session.execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
        .values(used_at=now)
        .returning(SignInLink.id)
    ).one_or_none()
    if spent is None:
        raise _used()
    return open_session(session, link.person_id, now)


def open_session(session: Session, person_id: int, now: datetime) -> str:
    """Open a session for a person who has proved who they are; returns its token."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        SignInSession(
            token_hash=_hash(token),
            person_id=person_id,
            created_at=now,
            expires_at=now + SESSION_LIFE,
        )
    )
    return token


def find_session(session: Session, token: str, now: datetime) -> SignInSession | None:
    """The session with this token, or None when it is unknown, expired or ended."""
    return session.scalar(
        select(SignInSession)
        .where(
            SignInSession.token_hash == _hash(token),
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now,
        )
        .options(joinedload(SignInSession.person))
    )


def end_session(session: Session, session_id: int, now: datetime) -> None:
    """End a session for good, on every page it has open; ending it again changes nothing."""
    session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    announce(session, RightsChanged())


def _used() -> ConflictError:
    return ConflictError(
        "This sign-in link has been used: each link signs in once. "
        "Ask your facilitator for a new one."
    )


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
