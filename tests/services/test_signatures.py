"""Members sign what was validated, in person or for their organisation, and may take it back."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from app.domain.roles import Role
from app.models import Document, Group, Membership, Person, Signature
from app.services.departures import leave_group
from app.services.freezing import redraft, reopen
from app.services.signatures import sign, signatures_of, withdraw_signature
from tests.polling import DEADLINE, SOON, Poll
from tests.services.chamber import acts_of, write

AddPerson = Callable[..., Person]


@pytest.fixture
def nour(charter: Document, add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


def validate(poll: Poll, voter: Person) -> Poll:
    poll.open(voter, now=SOON)
    poll.vote(voter)
    poll.close(SOON)
    return poll


@pytest.fixture
def validated(poll: Poll, nour: Person) -> Poll:
    return validate(poll, nour)


def signed(poll: Poll, person: Person, for_organisation: bool = False) -> Signature:
    with poll.database.write() as session:
        return sign(session, person.id, poll.key, for_organisation, DEADLINE)


def taken_back(poll: Poll, person: Person) -> None:
    with poll.database.write() as session:
        withdraw_signature(session, person.id, poll.key, DEADLINE)


def signatories(poll: Poll) -> list[tuple[str, str]]:
    """Who signed the text of the newest round, and for whom."""
    with poll.database.read() as session:
        found = signatures_of(session, poll.round.version_id)
        return [(one.name, one.organisation) for one in found]


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MEMBER])
def test_members_and_facilitators_sign_whether_they_voted_or_not(
    validated: Poll, add_person: AddPerson, role: Role
) -> None:
    signed(validated, add_person("Omar", role))
    assert signatories(validated) == [("Omar", "")]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER])
def test_nobody_else_does(validated: Poll, add_person: AddPerson, role: Role) -> None:
    with pytest.raises(ForbiddenError, match="Only members and facilitators can sign"):
        signed(validated, add_person("Somebody", role))


def test_what_is_not_validated_is_not_signed(poll: Poll, nour: Person) -> None:
    for act in (lambda: None, lambda: poll.open(nour)):
        act()
        with pytest.raises(ConflictError, match="once it is validated"):
            signed(poll, nour)


def test_names_are_kept_as_they_were(validated: Poll, nour: Person) -> None:
    signed(validated, nour, for_organisation=True)
    with validated.database.write() as session:
        session.get_one(Person, nour.id).name = "Somebody else"
        own = session.scalars(select(Membership).where(Membership.person_id == nour.id)).one()
        own.organisation = "Another one"
    assert signatories(validated) == [("Nour", "Cedar Centre")]


def test_who_names_no_organisation_signs_for_none(validated: Poll, nour: Person) -> None:
    with validated.database.write() as session:
        own = session.scalars(select(Membership).where(Membership.person_id == nour.id)).one()
        own.organisation = ""
    with pytest.raises(InvalidError, match="names no organisation"):
        signed(validated, nour, for_organisation=True)


def test_nobody_signs_twice_but_again_after_taking_it_back(validated: Poll, nour: Person) -> None:
    with pytest.raises(ConflictError, match="have not signed"):
        taken_back(validated, nour)
    signed(validated, nour)
    with pytest.raises(ConflictError, match="signed this text already"):
        signed(validated, nour, for_organisation=True)
    taken_back(validated, nour)
    assert signatories(validated) == []
    signed(validated, nour)
    assert signatories(validated) == [("Nour", "")]
    assert [act["act"] for act in acts_of(validated, "signed", "unsigned")] == [
        "signed", "unsigned", "signed",
    ]  # fmt: skip


def test_a_signature_stays_when_who_signed_leaves(validated: Poll, nour: Person) -> None:
    signed(validated, nour)
    with validated.database.write() as session:
        group = session.get_one(Group, validated.document.group_id)
        leave_group(session, nour.id, group.key, DEADLINE)
    assert signatories(validated) == [("Nour", "")]


def test_what_is_frozen_and_published_is_signed_like_what_was_validated(
    validated: Poll, nour: Person, camille: Person
) -> None:
    signed(validated, nour)
    validated.freeze()
    validated.publish()
    signed(validated, camille)
    assert [name for name, _ in signatories(validated)] == ["Nour", "Camille"]


@pytest.mark.parametrize("frozen", [False, True])
def test_a_text_that_is_a_draft_again_is_signed_anew(
    validated: Poll, nour: Person, frozen: bool
) -> None:
    signed(validated, nour)
    if frozen:
        validated.freeze()
    with validated.database.write() as session:
        (reopen if frozen else redraft)(
            session, validated.facilitator.id, validated.key, "A mistake", DEADLINE
        )
    for act in (signed, taken_back):
        with pytest.raises(DomainError, match="once it is validated"):
            act(validated, nour)
    first = validated.round.version_id
    write(validated, "## Other words\n")
    validate(validated, nour)
    assert signatories(validated) == []
    with validated.database.read() as session:
        assert len(signatures_of(session, first)) == 1
