"""Signing in as somebody whom a provider vouches for. Nobody becomes known to CoCharter by it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import wait_for_others
from app.domain.errors import SignInError
from app.domain.identities import Proof
from app.models import Identity, Invitation, Person
from app.services.sign_in import open_session


def sign_in_by(session: Session, proof: Proof, now: datetime) -> str:
    """Open a session for the person whom `proof` is about; returns its token.

    That is who signed in by it before, else who has the address that the provider has checked:
    from then on it is theirs. Raises SignInError when CoCharter knows nobody like that.
    """
    wait_for_others(session)
    person_id = _known(session, proof) or _bind(session, proof, now)
    return open_session(session, person_id, now)


def _known(session: Session, proof: Proof) -> int | None:
    # Locked until the session is there, so that nobody is anonymised in between.
    return session.scalar(
        select(Person.id)
        .join(Identity, Identity.person_id == Person.id)
        .where(
            Identity.issuer == proof.issuer,
            Identity.subject == proof.subject,
            Person.anonymised_at.is_(None),
        )
        .with_for_update(of=Person, key_share=True)
    )


def _bind(session: Session, proof: Proof, now: datetime) -> int:
    if not proof.email:
        raise SignInError(
            "The service you signed in with does not confirm your e-mail address, so CoCharter "
            "cannot tell who you are. Please come in by a personal link: your facilitator can "
            "send you one."
        )
    person_id = session.scalar(
        select(Person.id).where(Person.email == proof.email).with_for_update(key_share=True)
    )
    if person_id is None:
        raise _nobody(session, proof.email, now)
    session.add(
        Identity(issuer=proof.issuer, subject=proof.subject, person_id=person_id, created_at=now)
    )
    return person_id


def _nobody(session: Session, email: str, now: datetime) -> SignInError:
    invited = session.scalar(
        select(Invitation.id)
        .where(
            Invitation.email == email,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
        )
        .limit(1)
    )
    if invited is not None:
        return SignInError(
            "You are invited, but have not come into the group yet. Open the link of your "
            "invitation first; after that you can sign in here."
        )
    return SignInError(
        "CoCharter knows nobody with the e-mail address you have there. Sign in with the address "
        "at which you were invited, or ask your facilitator to invite you."
    )
