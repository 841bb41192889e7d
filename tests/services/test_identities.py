"""Who is signed in as whom: known by the provider's name, else by an address it has checked."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from app.database import Database
from app.domain.errors import SignInError
from app.domain.identities import Proof
from app.domain.roles import Role
from app.domain.rows import Names
from app.models import Document, Group, Identity, Invitation, Person
from app.services.guest_list import invite_list
from app.services.identities import sign_in_by
from app.services.sign_in import find_session
from tests.conftest import NOW
from tests.realtime.conftest import until

ISSUER = "https://id.example.org"
PROOF = Proof(ISSUER, "n-1", "nour@example.org")


@pytest.fixture
def nour(add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def yara_invited(database: Database, charter: Document) -> None:
    """Yara is invited to the Core Group, and has not come."""
    with database.write() as session:
        group = session.get_one(Group, charter.group_id)
        camille = group.memberships[0].person_id
        guests = ["Yara, yara@example.org"]
        invite_list(session, camille, group.key, guests, Names({}, {}, {}), NOW)


def who(database: Database, proof: Proof, at: datetime = NOW) -> int:
    """Who is signed in by `proof`. Raises SignInError."""
    with database.write() as session:
        found = find_session(session, sign_in_by(session, proof, at), at)
    assert found
    return found.person_id


def identities(database: Database) -> list[tuple[str, str, int]]:
    with database.read() as session:
        found = session.scalars(select(Identity).order_by(Identity.id))
        return [(one.issuer, one.subject, one.person_id) for one in found]


def test_an_address_binds_once_and_the_name_counts_from_then_on(
    database: Database, nour: Person, add_person: Callable[..., Person]
) -> None:
    add_person("Tomas")
    assert who(database, PROOF) == nour.id
    assert who(database, Proof(ISSUER, "n-1", "tomas@example.org")) == nour.id
    assert who(database, Proof(ISSUER, "n-1", "")) == nour.id
    assert identities(database) == [(ISSUER, "n-1", nour.id)]


@pytest.mark.parametrize(
    ("issuer", "subject"), [(ISSUER, "n-2"), (ISSUER, "N-1"), ("https://else.example.org", "n-1")]
)
def test_a_name_is_one_provider_s_and_exact(
    database: Database, nour: Person, issuer: str, subject: str
) -> None:
    who(database, PROOF)
    with pytest.raises(SignInError, match="does not confirm"):
        who(database, Proof(issuer, subject, ""))


def test_nobody_is_signed_in_by_no_address(
    database: Database, add_person: Callable[..., Person]
) -> None:
    guest = add_person("Guest")
    with database.write() as session:
        session.execute(update(Person).where(Person.id == guest.id).values(email=None))
    with pytest.raises(SignInError, match="does not confirm"):
        who(database, Proof(ISSUER, "g-1", ""))


def test_who_is_invited_opens_the_invitation_first(database: Database, yara_invited: None) -> None:
    with pytest.raises(SignInError, match="You are invited"):
        who(database, Proof(ISSUER, "y-1", "yara@example.org"))
    assert identities(database) == []


@pytest.mark.parametrize("over", ["revoked_at", "accepted_at", "expires_at"])
def test_an_invitation_that_is_over_invites_nobody(
    database: Database, yara_invited: None, over: str
) -> None:
    with database.write() as session:
        session.execute(update(Invitation).values({over: NOW}))
    with pytest.raises(SignInError, match="knows nobody"):
        who(database, Proof(ISSUER, "y-1", "yara@example.org"), NOW + timedelta(minutes=1))


def test_nobody_becomes_who_was_anonymised(database: Database, nour: Person) -> None:
    who(database, PROOF)
    with database.write() as session:
        session.execute(
            update(Person).where(Person.id == nour.id).values(email=None, anonymised_at=NOW)
        )
    with pytest.raises(SignInError, match="knows nobody"):
        who(database, PROOF)


def test_of_two_first_times_at_the_same_moment_both_get_in_and_one_binds(
    database: Database, nour: Person
) -> None:
    gate, came = threading.Barrier(4), []

    def come() -> None:
        gate.wait()
        came.append(who(database, PROOF))

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert came == [nour.id] * 4
    assert identities(database) == [(ISSUER, "n-1", nour.id)]


@pytest.mark.parametrize("known", [False, True])
def test_whoever_is_anonymised_meanwhile_does_not_come_in(
    database: Database, nour: Person, known: bool
) -> None:
    """The sign-in waits for the other transaction, and then finds nobody."""
    if known:
        who(database, PROOF)
    refused = []

    def come() -> None:
        try:
            who(database, PROOF)
        except SignInError as error:
            refused.append(error)

    thread = threading.Thread(target=come)
    with database.write() as session:
        session.execute(
            update(Person).where(Person.id == nour.id).values(email=None, anonymised_at=NOW)
        )
        thread.start()
        until(lambda: not thread.is_alive() or somebody_waits(database))
    thread.join()
    assert len(refused) == 1


def somebody_waits(database: Database) -> bool:
    """Whether a transaction waits for a lock. On SQLite all do, from their beginning."""
    if database.engine.dialect.name == "sqlite":
        return True
    with database.read() as session:
        return bool(session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))
