"""Who may send which event: each role does what the table says and no more."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.domain.roles import Role
from app.models import Group, Person
from app.services.documents import write_document
from realtime.handlers import Handlers
from tests.live_server import LiveServer
from tests.realtime.sockets.conftest import PEOPLE, OpenTab, head_of
from tests.realtime.tab import Tab

OPEN_FOR_ALL = dict.fromkeys(PEOPLE, "ok") | {"stranger": "forbidden"}
FOR_WRITERS = OPEN_FOR_ALL | dict.fromkeys(("reviewer", "observer", "guest"), "forbidden")

RIGHTS: dict[str, dict[str, str]] = {
    "join": OPEN_FOR_ALL,
    "update": FOR_WRITERS,
    "awareness": OPEN_FOR_ALL,
    "beacon": OPEN_FOR_ALL,
    "leave": OPEN_FOR_ALL,
}


def sent_by(tab: Tab, document: str) -> dict[str, dict[str, Any]]:
    """A payload a browser could send, for each event."""
    return {
        "join": {"clientIds": [tab.doc.client_id], "stateVector": b"\x00"},
        "update": {"update": tab.type("one more word ")},
        "awareness": {"cursor": {"anchor": b"\x00", "head": b"\x00"}},
        "beacon": {"stateVector": b"\x00", "hash": "0" * 64},
        "leave": {},
    }


def test_every_event_is_in_the_table_of_rights() -> None:
    assert RIGHTS.keys() == set(Handlers.EVENTS)
    assert {role for roles in RIGHTS.values() for role in roles} == {*Role, "guest", "stranger"}


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("event", RIGHTS)
def test_each_role_does_what_the_table_says_and_no_more(
    server: LiveServer, charter: str, open_tab: OpenTab, role: str, event: str
) -> None:
    tab, before = open_tab(role), head_of(server, charter)
    if event != "join":
        tab.join(charter)

    answer = tab.call(event, document=charter, **sent_by(tab, charter)[event])

    assert ("ok" if answer["ok"] else answer["error"]) == RIGHTS[event][role]
    assert bool(answer.get("message")) == (not answer["ok"])
    wrote = event == "update" and answer["ok"]
    assert head_of(server, charter) == before + wrote


@pytest.mark.parametrize("event", [event for event in RIGHTS if event != "join"])
def test_nothing_works_in_a_document_one_has_not_joined(
    charter: str, open_tab: OpenTab, event: str
) -> None:
    tab = open_tab("member")
    answer = tab.call(event, document=charter, **sent_by(tab, charter)[event])
    assert answer["error"] == "forbidden"


def test_a_missing_document_and_a_forbidden_one_answer_alike(
    charter: str, open_tab: OpenTab
) -> None:
    stranger = open_tab("stranger")
    assert stranger.join("no-such-document-at-all") == stranger.join(charter)


def test_a_guest_is_seen_by_name_and_writes_under_no_id(
    server: LiveServer, charter: str, open_tab: OpenTab
) -> None:
    writer, guest, before = open_tab("member"), open_tab("guest"), head_of(server, charter)
    writer.join(charter)
    assert guest.join(charter)["canEdit"] is False
    seen = writer.hear("awareness")["person"]
    assert (seen["name"], seen["organisation"], seen["isGuest"]) == ("Jean Dupont", "", True)
    for forger in (guest, writer):  # under an id of their own, or of somebody who may write
        forged = forger.type("not by a guest")
        answer = guest.call("update", document=charter, update=forged)
        assert answer["error"] == "forbidden"
    assert head_of(server, charter) == before


def test_a_guest_reads_no_other_document(server: LiveServer, open_tab: OpenTab) -> None:
    now = datetime.now(UTC)
    camille = server.membership(PEOPLE["facilitator"])
    with server.database.write() as session:
        group = session.get_one(Group, camille.group_id)
        author = session.get_one(Person, camille.person_id)
        other = write_document(session, group, "Vision", author, "# Vision", now)
    assert open_tab("guest").join(other.key) == open_tab("guest").join("no-such-document-at-all")
