"""Who goes leaves what they wrote, and nothing that tells who they were."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import LargeBinary, select

from app.database import Database
from app.domain.errors import ConflictError
from app.domain.mails import About
from app.domain.memberships import Change
from app.domain.roles import Role
from app.domain.rows import Names
from app.models import (
    Ballot,
    Base,
    ClientId,
    Document,
    Group,
    Guest,
    Identity,
    Invitation,
    Membership,
    MembershipEvent,
    Person,
    ReviewLink,
    Signature,
    SignInLink,
    Update,
    Voter,
)
from app.notices import RightsChanged, noticed
from app.services import outbox
from app.services.departures import anonymise, groups_that_need, leave_group
from app.services.guest_list import invite_list
from app.services.review_links import Made, make_link
from app.services.roles import change_role, remove_member
from app.services.sign_in import create_link, find_session, open_session
from app.services.signatures import sign
from tests.conftest import NOW
from tests.polling import Poll

PATIENCE_SECONDS = 20
TIMES = 5
NAME, EMAIL = "Zenobia", "zenobia@example.org"

AddPerson = Callable[..., Person]


@pytest.fixture
def group(database: Database, charter: Document) -> Group:
    with database.read() as session:
        return session.get_one(Group, charter.group_id)


@pytest.fixture
def zenobia(group: Group, add_person: AddPerson) -> Person:
    return add_person(NAME, Role.MEMBER)


def all_text(database: Database) -> str:
    """Every word in every table, but the texts themselves."""
    words: list[str] = []
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            columns = [one for one in table.c if not isinstance(one.type, LargeBinary)]
            words += [str(value) for row in session.execute(select(*columns)) for value in row]
    return "\n".join(words).lower()


def test_who_leaves_is_out_and_the_record_says_so(
    database: Database, group: Group, zenobia: Person
) -> None:
    told: list[object] = []
    with noticed.connected_to(told.append), database.write() as session:
        leave_group(session, zenobia.id, group.key, NOW)
    assert RightsChanged() in told
    with database.read() as session:
        assert zenobia.id not in session.scalars(select(Membership.person_id)).all()
        event = session.scalars(select(MembershipEvent).order_by(MembershipEvent.id.desc())).first()
        assert event
        assert (event.kind, event.person_id, event.actor_id) == (
            Change.LEFT, zenobia.id, zenobia.id,
        )  # fmt: skip
        assert (event.role_before, event.role_after) == (Role.MEMBER, None)


def test_the_only_facilitator_stays_while_others_are_there(
    database: Database, group: Group, camille: Person, zenobia: Person, add_person: AddPerson
) -> None:
    for go in (lambda s: leave_group(s, camille.id, group.key, NOW),
               lambda s: anonymise(s, camille.id, NOW)):  # fmt: skip
        with (
            pytest.raises(ConflictError, match=r"only facilitator|look after: Core Group"),
            database.write() as session,
        ):
            go(session)
    with database.read() as session:
        assert [one.id for one in groups_that_need(session, camille.id)] == [group.id]
        assert groups_that_need(session, zenobia.id) == []
        assert session.get_one(Person, camille.id).name == "Camille"
    add_person("Omar", Role.FACILITATOR)
    with database.write() as session:
        leave_group(session, camille.id, group.key, NOW)


def test_who_is_alone_in_a_group_may_go(database: Database, group: Group, camille: Person) -> None:
    with database.write() as session:
        anonymise(session, camille.id, NOW)
    with database.read() as session:
        assert session.scalars(select(Membership)).all() == []


@pytest.mark.parametrize("go", [leave_group, remove_member])
def test_nobody_comes_back_by_an_older_link(
    database: Database, group: Group, camille: Person, zenobia: Person,
    add_guest: Callable[..., Person], go: Callable[..., object],
) -> None:  # fmt: skip
    with database.write() as session:
        session.add(
            Invitation(
                group_id=group.id, email=EMAIL, name=NAME, role=Role.MEMBER,
                created_at=NOW, expires_at=NOW, invited_by_id=camille.id,
            )
        )  # fmt: skip
        if go is leave_group:
            leave_group(session, zenobia.id, group.key, NOW)
        else:
            remove_member(session, camille.id, group.key, zenobia.key, NOW)
    with database.read() as session:
        assert session.scalars(select(Invitation)).one().revoked_at == NOW


def test_what_a_removed_or_demoted_facilitator_handed_out_ends(
    database: Database, group: Group, camille: Person, charter: Document, add_person: AddPerson
) -> None:
    omar, layla = add_person("Omar", Role.FACILITATOR), add_person("Layla", Role.FACILITATOR)
    for person, act in ((omar, "remove"), (layla, "demote")):
        with database.write() as session:
            invite_list(
                session, person.id, group.key, [f"Sock,{act}@example.org"], Names({}, {}, {}), NOW
            )
            made = make_link(session, person.id, charter.key, "Friends", NOW)
            if act == "remove":
                remove_member(session, camille.id, group.key, person.key, NOW)
            else:
                change_role(session, camille.id, group.key, person.key, "member", NOW)
        with database.read() as session:
            assert session.get_one(ReviewLink, made.link.id).ended_at == NOW
            invitation = session.scalars(
                select(Invitation).where(Invitation.email == f"{act}@example.org")
            ).one()
            assert invitation.revoked_at == NOW


def test_when_the_last_one_goes_nobody_comes_in_any_more(
    database: Database, group: Group, camille: Person, review_link: Made
) -> None:
    with database.write() as session:
        invite_list(session, camille.id, group.key, [f"{NAME},{EMAIL}"], Names({}, {}, {}), NOW)
        leave_group(session, camille.id, group.key, NOW)
    with database.read() as session:
        assert session.scalars(select(Invitation)).one().revoked_at == NOW
        assert session.get_one(ReviewLink, review_link.link.id).ended_at == NOW


def test_of_two_who_delete_themselves_at_once_one_stays(
    database: Database, group: Group, camille: Person, zenobia: Person, add_person: AddPerson
) -> None:
    omar = add_person("Omar", Role.FACILITATOR)
    for _ in range(TIMES):
        together = threading.Barrier(2)

        def go(person_id: int, together: threading.Barrier = together) -> bool:
            together.wait(PATIENCE_SECONDS)
            try:
                with database.write() as session:
                    leave_group(session, person_id, group.key, NOW)
            except ConflictError:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            gone = list(pool.map(go, (camille.id, omar.id)))
        assert sorted(gone) == [False, True]
        with database.write() as session:
            left = camille if gone[0] else omar
            session.add(
                Membership(
                    person_id=left.id, group_id=group.id, role=Role.FACILITATOR,
                    colour="#000000", joined_at=NOW,
                )
            )  # fmt: skip


@pytest.fixture
def known_everywhere(
    database: Database, group: Group, camille: Person, zenobia: Person, poll: Poll
) -> Person:
    """Zenobia, of whom every table knows something."""
    poll.open(zenobia, organisations={NAME: "Cedar Centre"})
    poll.vote(zenobia)
    poll.close()
    with database.write() as session:
        sign(session, zenobia.id, poll.key, True, NOW)
    with database.write() as session:
        membership = session.scalars(
            select(Membership).where(Membership.person_id == zenobia.id)
        ).one()
        membership.about, membership.contact = f"{NAME} teaches", EMAIL
        other = Group(name="Another group", created_at=NOW)
        session.add(other)
        session.flush()
        session.add(
            Membership(
                person_id=camille.id, group_id=other.id, role=Role.FACILITATOR,
                colour="#000000", joined_at=NOW,
            )
        )  # fmt: skip
        invite_list(
            session, camille.id, other.key, [f"{NAME},{EMAIL}"], Names({}, {}, {}), NOW,
            by_mail=True,
        )  # fmt: skip
        create_link(session, zenobia, NOW)
        open_session(session, zenobia.id, NOW)
        session.add(
            Identity(issuer="https://id.example.org", subject=NAME, person_id=zenobia.id,
                     created_at=NOW)
        )  # fmt: skip
        outbox.ask_for(session, About.SIGN_IN, EMAIL, NOW)
        document = session.scalars(select(Document)).one()
        session.add(
            Update(document_id=document.id, seq=9, author_id=zenobia.id, client_ids=[7],
                   payload=b"\0\0", at=NOW)
        )  # fmt: skip
        session.add(
            ClientId(document_id=document.id, client_id=7, person_id=zenobia.id, claimed_at=NOW)
        )
    return zenobia


@pytest.mark.parametrize("by_operator", [False, True])
def test_nothing_tells_who_it_was_and_all_they_did_stays(
    database: Database, known_everywhere: Person, add_guest: Callable[..., Person],
    by_operator: bool,
) -> None:  # fmt: skip
    assert NAME.lower() in all_text(database)
    with database.write() as session:
        token = open_session(session, known_everywhere.id, NOW)
    with database.write() as session:
        anonymise(session, known_everywhere.id, NOW, by_operator=by_operator)
    assert NAME.lower() not in all_text(database)
    with database.read() as session:
        person = session.get_one(Person, known_everywhere.id)
        assert person.anonymised_at == NOW
        assert find_session(session, token, NOW) is None
        assert session.scalars(select(SignInLink)).all() == []
        assert session.scalars(select(Identity)).all() == []
        assert session.scalars(select(Update).where(Update.author_id == person.id)).one()
        assert session.scalars(select(ClientId).where(ClientId.person_id == person.id)).one()
        votes = session.scalars(select(Ballot.id).join(Ballot.voter)).all()
        assert len(votes) == 1
        for kept in (Voter, Signature):
            assert session.scalars(select(kept)).one().organisation == "Cedar Centre"
        kinds = session.scalars(
            select(MembershipEvent.kind).where(MembershipEvent.person_id == person.id)
        ).all()
        assert kinds == [Change.JOINED, Change.LEFT]


def test_a_guest_can_be_forgotten_too(database: Database, add_guest: Callable[..., Person]) -> None:
    guest = add_guest()
    with database.write() as session:
        anonymise(session, guest.id, NOW)
    with database.read() as session:
        assert session.scalars(select(Guest.email)).all() == [""]
    assert guest.name.lower() not in all_text(database)
