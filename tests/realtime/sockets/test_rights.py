"""Who may send which event: each role does what the table says and no more."""

from typing import Any

import pytest

from app.domain.roles import Role
from realtime.handlers import Handlers
from tests.live_server import LiveServer
from tests.realtime.sockets.conftest import PEOPLE, OpenTab, head_of
from tests.realtime.tab import Tab

OPEN_FOR_ALL = dict.fromkeys(PEOPLE, "ok") | {"stranger": "forbidden"}
FOR_WRITERS = OPEN_FOR_ALL | {"reviewer": "forbidden", "observer": "forbidden"}

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
    assert {role for roles in RIGHTS.values() for role in roles} == {*Role, "stranger"}


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
