"""Updates that are no good are refused, each with its reason; the others stay for good."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.models import Update
from realtime.limits import MAX_UPDATE_BYTES, UPDATES_A_SECOND
from tests.live_server import LiveServer
from tests.realtime.sockets.conftest import PEOPLE, OpenTab
from tests.realtime.tab import Tab


def test_nobody_writes_under_the_client_id_of_another(charter: str, open_tab: OpenTab) -> None:
    victim, thief = open_tab("member"), open_tab("facilitator")
    victim.join(charter)
    thief.join(charter)
    stolen = victim.type("not mine")
    assert thief.call("update", document=charter, update=stolen)["error"] == "forged"
    claim = {"clientIds": [victim.doc.client_id], "stateVector": b"\x00"}
    assert thief.call("join", document=charter, **claim)["error"] == "forged"


def test_too_much_at_once_is_answered_busy_and_not_dropped(
    server: LiveServer, charter: str, open_tab: OpenTab
) -> None:
    tab = open_tab("ousmane@example.org")  # whose allowance no other test needs
    tab.join(charter)
    update = tab.type("again and again")
    answers: list[dict[str, Any]] = []
    count = UPDATES_A_SECOND * 2
    for _ in range(count):
        tab.line.emit("update", {"document": charter, "update": update}, callback=answers.append)
    while len(answers) < count:  # every one is answered, or the time limit of the call ends this
        tab.call("beacon", document=charter, stateVector=b"\x00", hash="")
    assert {answer.get("error") for answer in answers} == {None, "busy"}


@pytest.mark.parametrize(
    ("update", "error"),
    [
        (b"\x01\x02\x03", "malformed"),
        (b"x" * (MAX_UPDATE_BYTES + 1), "too_large"),
        ("text", "malformed"),
        (None, "malformed"),
    ],
)
def test_a_bad_update_is_refused_and_the_document_stays_usable(
    charter: str, open_tab: OpenTab, update: object, error: str
) -> None:
    tab = open_tab("member")
    tab.join(charter)
    assert tab.call("update", document=charter, update=update)["error"] == error
    assert tab.call("update", document=charter, update=tab.type("still here"))["ok"]


def test_text_that_needs_what_never_came_is_a_gap(charter: str, open_tab: OpenTab) -> None:
    tab = open_tab("member")
    tab.join(charter)
    tab.type("never sent")
    answer = tab.call("update", document=charter, update=tab.type(" and this needs it"))
    assert answer["error"] == "gap"


def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path, database_url: str) -> None:
    server = LiveServer(tmp_path, database_url)
    server.start()
    tab = Tab(server, server.sign_in(PEOPLE["member"]))
    key = server.document_key()
    tab.join(key)
    answer = tab.call("update", document=key, update=tab.type("written in stone"))
    server.kill()
    with server.database.read() as session:
        assert session.scalar(select(func.max(Update.seq))) == answer["seq"]
    server.start()
    again = Tab(server, server.sign_in(PEOPLE["reviewer"]))
    again.join(key)
    assert str(again.text).endswith("written in stone")
    again.close()
    tab.close()
    server.stop()
