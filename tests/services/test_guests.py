"""Coming by a review link: as somebody new or as oneself, never as whose address was typed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text

from app.database import Database
from app.domain.errors import ConflictError, NotFoundError
from app.domain.introductions import Introduction
from app.domain.roles import Role
from app.models import Document, Guest, Person, SignInSession
from app.services.documents import (
    access_to,
    create_document,
    documents_of,
    documents_to_review,
    find_document,
)
from app.services.guests import Arrival, come_in, find_offer
from app.services.memberships import add_member, find_membership
from app.services.review_links import Made, end_link, make_link
from app.services.roles import remove_member
from app.services.sign_in import find_session
from realtime.people import public_people
from realtime.text_edits import seed
from tests.conftest import NOW
from tests.realtime.conftest import until

JEAN = Introduction("Jean", "jean@example.fr", "fr")


def count(database: Database, kind: type[object]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def test_somebody_new_is_a_person_without_an_address_signed_in(
    database: Database, charter: Document, review_link: Made
) -> None:
    with database.write() as session:
        arrival = come_in(session, review_link.token, None, JEAN, NOW)
    assert arrival.document.id == charter.id
    assert arrival.session_token
    with database.read() as session:
        found = find_session(session, arrival.session_token, NOW)
        assert found
        assert (found.person.name, found.person.email, found.person.locale) == ("Jean", None, "fr")
        assert documents_of(session, found.person_id) == documents_to_review(
            session, found.person_id
        )
        assert [one.id for one in documents_of(session, found.person_id)] == [charter.id]


def test_an_address_that_is_typed_leads_to_nobody(
    database: Database, review_link: Made, camille: Person, add_guest: Callable[..., Person]
) -> None:
    people = {add_guest("Camille", email).id for email in ("camille@example.org",) * 2}
    assert len(people) == 2
    assert camille.id not in people


def test_who_is_signed_in_comes_as_themselves_once(
    database: Database, charter: Document, review_link: Made, add_person: Callable[..., Person]
) -> None:
    ingrid = add_person("Ingrid", Role.FACILITATOR, group="Another group")
    people = count(database, Person)
    for _ in range(2):
        with database.write() as session:
            arrival = come_in(session, review_link.token, ingrid.id, JEAN, NOW)
        assert arrival.session_token is None
    assert count(database, Person) == people
    with database.read() as session:
        (guest,) = session.scalars(select(Guest))
        assert (guest.person_id, guest.email) == (ingrid.id, "ingrid@example.org")
        assert find_document(session, ingrid.id, charter.key).role is Role.REVIEWER


@pytest.mark.parametrize("role", Role)
def test_a_member_needs_no_link(
    database: Database, review_link: Made, add_person: Callable[..., Person], role: Role
) -> None:
    nour = add_person("Nour", role)
    with database.write() as session:
        assert find_offer(session, review_link.token, nour.id).reads_already
        come_in(session, review_link.token, nour.id, JEAN, NOW)
    assert count(database, Guest) == 0


@pytest.mark.parametrize(
    ("role", "counts"),
    [
        (Role.FACILITATOR, Role.FACILITATOR),
        (Role.MEMBER, Role.MEMBER),
        (Role.REVIEWER, Role.REVIEWER),
        (Role.OBSERVER, Role.REVIEWER),
    ],
)
def test_of_a_guest_who_joins_the_group_the_stronger_role_counts(
    database: Database, charter: Document, camille: Person, review_link: Made,
    add_person: Callable[..., Person], role: Role, counts: Role,
) -> None:  # fmt: skip
    nour = add_person("Nour")
    with database.write() as session:
        come_in(session, review_link.token, nour.id, JEAN, NOW)
    add_person("Nour", role)
    with database.read() as session:
        access = find_document(session, nour.id, charter.key)
        assert (access.role, access.is_guest) == (counts, False)
        assert documents_to_review(session, nour.id) == []
    with database.write() as session:
        end_link(session, camille.id, review_link.link.key, NOW)
        assert find_document(session, nour.id, charter.key).role is role


def test_a_guest_sees_no_other_document(
    database: Database, charter: Document, camille: Person, add_guest: Callable[..., Person]
) -> None:
    jean = add_guest()
    with database.write() as session:
        group = session.merge(charter).group
        author = session.get_one(Person, camille.id)
        other = create_document(session, group, "Vision", author, seed("# Vision", 9), 9, NOW)
        assert access_to(session, jean.id, other.key) is None
        assert find_membership(session, group, jean) is None
        assert [one.id for one in documents_of(session, jean.id)] == [charter.id]


def test_an_ended_link_an_unknown_and_a_full_one_say_so_and_let_nobody_in(
    database: Database, review_link: Made, camille: Person, add_guest: Callable[..., Person],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    jean = add_guest()
    monkeypatch.setattr("app.services.guests.MAX_GUESTS_A_LINK", 1)
    assert_refused(database, review_link.token, ConflictError, "As many people")
    with database.read() as session:  # whom it let in before may open it again
        assert find_offer(session, review_link.token, jean.id).reads_already
    assert_refused(database, "guessed", NotFoundError, "not known")
    with database.write() as session:
        end_link(session, camille.id, review_link.link.key, NOW)
    assert_refused(database, review_link.token, ConflictError, "was ended")


def assert_refused(database: Database, token: str, kind: type[Exception], words: str) -> None:
    before = [count(database, one) for one in (Guest, Person, SignInSession)]
    with database.read() as session, pytest.raises(kind, match=words):
        find_offer(session, token, None)
    with database.write() as session, pytest.raises(kind, match=words):
        come_in(session, token, None, JEAN, NOW)
    assert [count(database, one) for one in (Guest, Person, SignInSession)] == before


def come(database: Database, token: str) -> Arrival:
    with database.write() as session:
        return come_in(session, token, None, JEAN, NOW)


def test_who_comes_while_the_link_is_being_ended_comes_too_late(
    database: Database, review_link: Made, camille: Person
) -> None:
    with ThreadPoolExecutor(1) as pool:
        with database.write() as session:
            end_link(session, camille.id, review_link.link.key, NOW)
            coming = pool.submit(come, database, review_link.token)
            until_it_waits(database, coming)
        with pytest.raises(ConflictError):
            coming.result()
    for kind in (Guest, SignInSession):
        assert count(database, kind) == 0


def until_it_waits(database: Database, act: Future[Arrival]) -> None:
    """Until it waits for a lock of this test; on SQLite every writer waits before it begins."""
    if database.engine.dialect.name != "postgresql":
        return
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                   " AND datname = current_database()")  # fmt: skip

    def waits() -> bool:
        with database.read() as session:
            return act.done() or bool(session.scalar(waiting))

    until(waits)


def test_of_many_who_come_at_once_no_more_get_in_than_there_is_room_for(
    database: Database, review_link: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.guests.MAX_GUESTS_A_LINK", 3)
    with ThreadPoolExecutor(8) as pool:
        coming = [pool.submit(come, database, review_link.token) for _ in range(8)]
        refused = [one for one in coming if isinstance(one.exception(), ConflictError)]
    assert len(refused) == 5
    assert count(database, Guest) == count(database, SignInSession) == 3
    with database.read() as session:
        assert len(set(session.scalars(select(Guest.colour)))) == 3


def test_guests_are_seen_with_their_name_and_a_colour_of_their_own(
    database: Database, charter: Document, camille: Person, review_link: Made,
    add_guest: Callable[..., Person],
) -> None:  # fmt: skip
    jean, layla = add_guest(), add_guest("Layla", "layla@example.org")
    with database.write() as session:
        end_link(session, camille.id, review_link.link.key, NOW)  # what they said stays theirs
        seen = public_people(session, charter.id, [camille.id, jean.id, layla.id])
    assert (seen[jean.id]["name"], seen[jean.id]["organisation"]) == ("Jean", "")
    assert "@" not in str(seen)
    assert len({one["colour"] for one in seen.values()}) == 3
    assert {key for key, one in seen.items() if one["isGuest"]} == {jean.id, layla.id}


def test_a_guest_who_joins_the_group_is_no_guest_any_more(
    database: Database, charter: Document, add_guest: Callable[..., Person]
) -> None:
    jean = add_guest()
    with database.write() as session:
        group = session.get_one(Document, charter.id).group
        add_member(session, group, session.get_one(Person, jean.id), Role.MEMBER, NOW)
        assert public_people(session, charter.id, [jean.id])[jean.id]["isGuest"] is False


def test_a_second_link_to_another_document_takes_the_address_given_at_the_first(
    database: Database, charter: Document, camille: Person, add_guest: Callable[..., Person]
) -> None:
    jean = add_guest()
    with database.write() as session:
        group = session.merge(charter).group
        author = session.get_one(Person, camille.id)
        other = create_document(session, group, "Vision", author, seed("# Vision", 9), 9, NOW)
        made = make_link(session, camille.id, other.key, "Vision", NOW)
        come_in(session, made.token, jean.id, Introduction("", ""), NOW)
        newest = session.scalars(select(Guest).order_by(Guest.id.desc())).first()
        assert newest
        assert (newest.person_id, newest.email) == (jean.id, "jean@example.fr")


def test_who_is_taken_out_of_the_group_reads_no_more_although_they_came_by_a_link_before(
    database: Database, charter: Document, camille: Person, review_link: Made,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    nour = add_person("Nour")
    with database.write() as session:
        come_in(session, review_link.token, nour.id, JEAN, NOW)
    add_person("Nour", Role.MEMBER)
    with database.write() as session:
        group = session.merge(charter).group
        remove_member(session, camille.id, group.key, nour.key, NOW)
    with database.read() as session, pytest.raises(NotFoundError):
        find_document(session, nour.id, charter.key)
