"""What people set for themselves: the account of whoever is signed in, and nobody else's."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.preferences import Mistake, Preferences
from app.languages import LANGUAGES
from app.models import Membership, Person
from app.services.directory import announce_people
from app.time_zones import TIME_ZONES


@dataclass(frozen=True)
class Account:
    """Somebody's preferences as they stand, or as they were tried; and what is wrong with them."""

    email: str | None
    preferences: Preferences
    mistakes: Mapping[str, Mistake] = field(default_factory=dict)


def find_account(session: Session, person_id: int) -> Account:
    """The account as it is."""
    person = session.get_one(Person, person_id)
    kept = Preferences(person.name, person.locale, person.time_zone, person.wants_mail)
    return Account(person.email, kept)


def keep(session: Session, person_id: int, wanted: Preferences) -> Account:
    """Keep what the person wants; nothing at all while there are mistakes in it."""
    person = session.get_one(Person, person_id)
    mistakes = wanted.mistakes(LANGUAGES, TIME_ZONES)
    if not mistakes:
        if person.name != wanted.name:
            _announce_name(session, person_id)
        person.name, person.locale = wanted.name, wanted.locale
        person.time_zone = wanted.time_zone
        if person.email:  # else the form does not ask
            person.wants_mail = wanted.wants_mail
    return Account(person.email, wanted, mistakes)


def _announce_name(session: Session, person_id: int) -> None:
    """Wherever the person is listed, they are called differently now."""
    groups = select(Membership.group_id).where(Membership.person_id == person_id)
    for group_id in session.scalars(groups).all():
        announce_people(session, group_id)
