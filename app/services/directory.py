"""Who is in a group, for those who are in it; and what each of them says of themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.countries import COUNTRIES
from app.domain.errors import InvalidError, NotFoundError
from app.domain.memberships import demand_facilitator, is_last
from app.domain.organisations import Kind
from app.domain.roles import Role
from app.domain.search import folded, matches
from app.models import Document, Group, Membership
from app.notices import Changed, announce

MAX_ORGANISATION_CHARACTERS = 200  # what the columns hold
MAX_WORDS_CHARACTERS = 300


@dataclass(frozen=True)
class Wanted:
    """Whom somebody looks for; what is empty does not matter."""

    words: str = ""
    role: str = ""
    country: str = ""
    kind: str = ""

    def fits(self, membership: Membership) -> bool:
        return (
            self.role in ("", membership.role)
            and self.country in ("", membership.country)
            and self.kind in ("", membership.kind)
            and matches(
                self.words, membership.person.name, membership.organisation, membership.about
            )
        )


@dataclass(frozen=True)
class Directory:
    """The people of a group by name: `found` of `everyone`, as `own` may see them."""

    own: Membership
    everyone: Sequence[Membership]
    found: Sequence[Membership]

    @property
    def group(self) -> Group:
        return self.own.group

    def is_last(self, membership: Membership) -> bool:
        """Whether the group would have no facilitator without this one."""
        return is_last(membership.role, facilitators_among(self.everyone))


@dataclass(frozen=True)
class Profile:
    """What a person tells the group of themselves. Raises InvalidError when it cannot be right."""

    organisation: str
    country: str
    kind: str
    about: str
    contact: str

    def __post_init__(self) -> None:
        if len(self.organisation) > MAX_ORGANISATION_CHARACTERS or (
            max(len(self.about), len(self.contact)) > MAX_WORDS_CHARACTERS
        ):
            raise InvalidError("What you wrote is too long. Go back and shorten it.")
        if self.country and self.country not in COUNTRIES:
            raise InvalidError("The country must be a code of two letters, such as MX or LB.")
        if self.kind not in set(Kind):
            raise InvalidError("There is no such kind of organisation.")


def find_own(session: Session, person_id: int | None, key: str) -> Membership:
    """What the person is in the group `key` names.

    Raises NotFoundError when there is none or they are not in it: nobody can tell which.
    """
    found = session.scalar(
        select(Membership)
        .join(Membership.group)
        .where(Group.key == key, Membership.person_id == person_id)
        .options(joinedload(Membership.group), joinedload(Membership.person))
    )
    if found is None:
        raise NotFoundError("There is no such group, or you are not in it.")
    return found


def find_facilitator(session: Session, person_id: int | None, key: str) -> Membership:
    """As `find_own`, for what only facilitators do. Raises ForbiddenError for the others."""
    own = find_own(session, person_id, key)
    demand_facilitator(own.role)
    return own


def directory(session: Session, person_id: int | None, key: str, wanted: Wanted) -> Directory:
    """The people of the group, for one of them. Raises as `find_own`."""
    own = find_own(session, person_id, key)
    everyone = sorted(people_of(session, own.group_id), key=lambda one: folded(one.person.name))
    return Directory(own, everyone, [one for one in everyone if wanted.fits(one)])


def people_of(session: Session, group_id: int) -> Sequence[Membership]:
    """Everybody in the group, as they are now and not as this session read them before."""
    return session.scalars(
        select(Membership)
        .where(Membership.group_id == group_id)
        .order_by(Membership.id)
        .options(joinedload(Membership.person), joinedload(Membership.group))
        .execution_options(populate_existing=True)
    ).all()


def facilitators_among(people: Sequence[Membership]) -> int:
    """How many of these look after their group."""
    return sum(one.role is Role.FACILITATOR for one in people)


def edit_profile(session: Session, person_id: int | None, key: str, profile: Profile) -> None:
    """Keep what the person says of themselves in this group. Raises as `find_own`."""
    own = find_own(session, person_id, key)
    own.organisation = profile.organisation.strip()
    own.country = profile.country
    own.kind = Kind(profile.kind)
    own.about = profile.about.strip()
    own.contact = profile.contact.strip()
    announce_people(session, own.group_id)


def announce_people(session: Session, group_id: int) -> None:
    """Tell every page that shows the people beside a document of the group."""
    for document_id in session.scalars(select(Document.id).where(Document.group_id == group_id)):
        announce(session, Changed(document_id, "people"))
