"""The export holds all that is kept about somebody, and nothing that is not theirs."""

import base64
import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.database import Database
from app.domain.mails import About
from app.domain.roles import Role
from app.domain.rules import Rule
from app.models import Base, Document, Invitation, Person, Update
from app.services import outbox
from app.services.export import export, tables
from app.services.roles import change_role, remove_member
from app.services.sign_in import create_link, open_session
from app.services.signatures import sign
from tests.conftest import NOW
from tests.polling import AGREE, OBJECT, Poll


@pytest.fixture
def nour(charter: Document, add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


def exported(database: Database, person: Person) -> dict[str, list[dict[str, object]]]:
    with database.read() as session:
        found: dict[str, list[dict[str, object]]] = json.loads("".join(export(session, person.id)))
    return found


def test_every_table_that_leads_to_people_is_in_it(database: Database, nour: Person) -> None:
    leading = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name == "people" for key in table.foreign_keys)
    }
    by_another = {"people", "outbox", "ballots"}
    assert leading | by_another == {table.name for table in tables()}
    assert exported(database, nour).keys() == {*leading, *by_another, "groups", "documents"}


def test_what_somebody_voted_and_signed_is_in_theirs_and_in_nobody_elses(
    database: Database, nour: Person, poll: Poll, add_person: Callable[..., Person]
) -> None:
    omar = add_person("Omar", Role.MEMBER)
    poll.open(nour, omar, rule=Rule.MAJORITY)
    poll.vote(omar)
    poll.vote(nour, AGREE, {1: OBJECT})
    poll.vote(nour)
    poll.close()
    with database.write() as session:
        sign(session, nour.id, poll.key, False, NOW)
    found = exported(database, nour)
    said = [json.loads(str(one["content"]))["clauses"] for one in found["ballots"]]
    assert [list(clauses) for clauses in said] == [["1"], []]
    assert said[0]["1"]["reason"] == OBJECT.reason
    assert len(found["objections"]) == len(found["signatures"]) == len(found["voters"]) == 1
    assert found["rounds"] == []
    found = exported(database, omar)
    assert len(found["ballots"]) == 1
    assert found["objections"] == found["signatures"] == []
    assert len(exported(database, poll.facilitator)["rounds"]) == 1


def test_what_is_kept_is_in_it_and_secrets_are_not(
    database: Database, nour: Person, charter: Document
) -> None:
    with database.write() as session:
        create_link(session, nour, NOW)
        open_session(session, nour.id, NOW)
        outbox.ask_for(session, About.SIGN_IN, "nour@example.org", NOW)
        session.add(
            Update(document_id=charter.id, seq=2, author_id=nour.id, client_ids=[7],
                   payload=b"words", at=NOW)
        )  # fmt: skip
    found = exported(database, nour)
    assert [one["email"] for one in found["people"]] == ["nour@example.org"]
    assert [one["role"] for one in found["memberships"]] == ["member"]
    assert [one["at"] for one in found["updates"]] == [NOW.isoformat()]
    assert base64.b64decode(str(found["updates"][0]["payload"])) == b"words"
    assert [one["title"] for one in found["documents"]] == ["Network Charter"]
    assert len(found["sign_in_links"]) == len(found["sign_in_sessions"]) == 1
    assert len(found["outbox"]) == 1
    columns = {name for rows in found.values() for row in rows for name in row}
    assert [name for name in columns if re.search("hash|token|secret|password", name)] == []


def test_nothing_of_others_is_in_it(
    database: Database, nour: Person, charter: Document, add_person: Callable[..., Person]
) -> None:
    add_person("Omar", Role.MEMBER)
    found = json.dumps(exported(database, nour))
    assert "Omar" not in found
    assert "Camille" not in found
    with database.read() as session:
        assert session.scalars(select(Update)).all()  # by Camille
    assert exported(database, nour)["updates"] == []


@pytest.mark.parametrize("becomes", ["member", None])
def test_who_facilitates_no_more_does_not_get_whom_they_invited(
    database: Database, nour: Person, charter: Document, camille: Person, becomes: str | None
) -> None:
    with database.write() as session:
        group = session.get_one(Document, charter.id).group
        change_role(session, camille.id, group.key, nour.key, "facilitator", NOW)
        for inviter, guest in ((nour, "Yara"), (camille, "Nour")):
            session.add(
                Invitation(
                    group_id=group.id, email=f"{guest.lower()}@example.org", name=guest,
                    role=Role.MEMBER, created_at=NOW, expires_at=NOW, accepted_at=NOW,
                    invited_by_id=inviter.id,
                )
            )  # fmt: skip
    names = [one["name"] for one in exported(database, nour)["invitations"]]
    assert names == ["Yara", "Nour"]
    with database.write() as session:
        if becomes:
            change_role(session, camille.id, group.key, nour.key, becomes, NOW)
        else:
            remove_member(session, camille.id, group.key, nour.key, NOW)
    found = exported(database, nour)
    assert [one["name"] for one in found["invitations"]] == [None, "Nour"]
    assert "yara" not in json.dumps(found).lower()


def test_what_somebody_did_with_others_tells_of_them_only_to_who_facilitates(
    database: Database, nour: Person, charter: Document, camille: Person,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    omar = add_person("Omar", Role.MEMBER)
    with database.write() as session:
        group = session.get_one(Document, charter.id).group
        change_role(session, camille.id, group.key, nour.key, "facilitator", NOW)
        remove_member(session, nour.id, group.key, omar.key, NOW)
    known = [(one["person_id"], one["organisation"])
             for one in exported(database, nour)["membership_events"]]  # fmt: skip
    assert known[-1] == (omar.id, "Cedar Centre")
    with database.write() as session:
        change_role(session, camille.id, group.key, nour.key, "member", NOW)
    found = exported(database, nour)
    known = [(one["person_id"], one["organisation"]) for one in found["membership_events"]]
    assert set(known) == {(nour.id, "Cedar Centre"), (omar.id, None)}
    assert [one["name"] for one in found["groups"]] == ["Core Group"]


def test_who_has_no_address_gets_what_is_theirs(
    database: Database, add_guest: Callable[..., Person], nour: Person
) -> None:
    found = exported(database, add_guest())
    assert len(found["guests"]) == len(found["people"]) == 1
    assert found["outbox"] == found["invitations"] == []
