"""The people CoCharter knows."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.models import Person


def find_or_add_person(session: Session, email: str, name: str, now: datetime) -> Person:
    """The person with this address, added under `name` when nobody has it."""
    email = email.lower()
    person = session.scalar(select(Person).where(Person.email == email))
    if person is None:
        # No language: until they choose one, their browser's decides.
        person = Person(email=email, name=name, locale="", created_at=now)
        session.add(person)
        session.flush()
    return person


def find_person(session: Session, email: str) -> Person:
    """The person with this address. Raises NotFoundError."""
    person = session.scalar(select(Person).where(Person.email == email.lower()))
    if person is None:
        raise NotFoundError("Nobody here has this e-mail address.")
    return person


def keep_language(session: Session, person_id: int, language: str) -> None:
    """Remember the language a person wants the interface in."""
    session.execute(update(Person).where(Person.id == person_id).values(locale=language))
