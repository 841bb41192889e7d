"""Bringing somebody into a group: the person, the membership, and a link to come in by."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app import starters
from app.countries import COUNTRIES
from app.database import wait_for_others
from app.domain.addresses import is_address
from app.domain.errors import ConflictError, InvalidError
from app.domain.invitees import MAX_NAME_CHARACTERS
from app.domain.roles import Role
from app.domain.starters import Starter
from app.models import Group, Membership, Person
from app.services.documents import write_document
from app.services.groups import create_group, find_group
from app.services.memberships import add_member, find_membership
from app.services.people import find_or_add_person
from app.services.sign_in import create_link

FIRST_LANGUAGE = "en"


@dataclass(frozen=True)
class Invitation:
    """Who is invited, to which group, as what; country is ISO 3166 alpha-2 or empty.

    Raises InvalidError when something cannot be right.
    """

    email: str
    name: str
    group: str
    role: Role
    organisation: str = ""
    country: str = ""

    def __post_init__(self) -> None:
        if not is_address(self.email.lower()):
            raise InvalidError("The e-mail address is not complete.")
        if not self.name.strip() or not self.group.strip():
            raise InvalidError("A person and a group need a name.")
        if max(map(len, (self.name, self.group, self.organisation))) > MAX_NAME_CHARACTERS:
            raise InvalidError("A name or an address is too long.")
        if self.country and self.country not in COUNTRIES:
            raise InvalidError("The country must be a code of two letters, such as MX or LB.")


def invite(session: Session, invitation: Invitation, now: datetime) -> str:
    """Make sure the person is in the group and return the token of a new sign-in link.

    A group named for the first time is made, with a document to begin with. Raises ConflictError
    when the person is in the group already, as something else.
    """
    wait_for_others(session)
    person = find_or_add_person(session, invitation.email, invitation.name, now)
    group = find_group(session, invitation.group)
    if group is None:
        group = create_group(session, invitation.group, now)
        _join(session, group, person, invitation, now)
        title = starters.title_of(Starter.CHARTER, FIRST_LANGUAGE)
        text = starters.text_of(Starter.CHARTER, FIRST_LANGUAGE, group.name)
        write_document(session, group, title, person, text, now)
    else:
        _join(session, group, person, invitation, now)
    return create_link(session, person, now)


def _join(
    session: Session, group: Group, person: Person, invitation: Invitation, now: datetime
) -> Membership:
    membership = find_membership(session, group, person)
    if membership is None:
        return add_member(
            session,
            group,
            person,
            invitation.role,
            now,
            organisation=invitation.organisation,
            country=invitation.country,
        )
    if membership.role is not invitation.role:
        raise ConflictError("This person is in the group already, with another role.")
    return membership
