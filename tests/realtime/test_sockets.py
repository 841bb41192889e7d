"""Who may do what on the line, and what the line does with nonsense: against the real server."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import msgpack
import pytest
import websocket
from socketio.exceptions import ConnectionError as RefusedConnection
from socketio.packet import CONNECT, CONNECT_ERROR
from sqlalchemy import func, select, update

from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import Document, Group, Membership, Person, SignInSession, Update
from app.services.documents import write_document
from app.services.invitations import Invitation, invite
from realtime.handlers import Handlers
from realtime.limits import (
    MAX_CONNECTIONS_A_PERSON,
    MAX_FRAME_BYTES,
    MAX_STRANGER_FRAME_BYTES,
    MAX_UNSENT_BYTES,
    MAX_UPDATE_BYTES,
    UPDATES_A_SECOND,
)
from tests.browser.stories.elsewhere import end_review_links, make_review_link
from tests.live_server import LiveServer, served
from tests.realtime.tab import Tab
from tests.servers.databases import Databases

PEOPLE = {
    "facilitator": "camille@example.org",
    "member": "mariana@example.org",
    "reviewer": "ingrid@example.org",
    "observer": "tomas@example.org",
    "guest": "",  # by a review link
    "stranger": "stranger@example.org",
}
OPEN_FOR_ALL = dict.fromkeys(PEOPLE, "ok") | {"stranger": "forbidden"}
FOR_WRITERS = OPEN_FOR_ALL | dict.fromkeys(("reviewer", "observer", "guest"), "forbidden")
JEAN = {"name": "Jean Dupont", "email": "jean@example.fr"}

RIGHTS: dict[str, dict[str, str]] = {
    "join": OPEN_FOR_ALL,
    "update": FOR_WRITERS,
    "awareness": OPEN_FOR_ALL,
    "beacon": OPEN_FOR_ALL,
    "leave": OPEN_FOR_ALL,
}


@pytest.fixture(scope="module")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    now = datetime.now(UTC)
    with served(databases, tmp_path_factory.mktemp("sockets")) as server:
        with server.database.write() as session:
            invite(session, Invitation(PEOPLE["stranger"], "A Stranger", "Another group",
                                       Role.FACILITATOR, "Elsewhere", "FR"), now)  # fmt: skip
        yield server


@pytest.fixture
def open_tab(server: LiveServer) -> Iterator[Callable[[str], Tab]]:
    tabs: list[Tab] = []

    def open_tab(who: str) -> Tab:
        """A tab of the person with that role, or that address."""
        if who == "guest":
            cookie = server.come_by(make_review_link(server), **JEAN)
        else:
            cookie = server.sign_in(PEOPLE.get(who, who))
        tabs.append(Tab(server, cookie))
        return tabs[-1]

    yield open_tab
    for tab in tabs:
        tab.close()


@pytest.fixture
def charter(server: LiveServer) -> Iterator[str]:
    """The key of the charter, a draft again after each test."""
    yield server.document_key()
    set_state(server, State.DRAFTING)


def set_state(server: LiveServer, state: State) -> None:
    with server.database.write() as session:
        session.execute(update(Document).values(state=state))


def head_of(server: LiveServer, key: str) -> int:
    with server.database.read() as session:
        return session.scalars(select(Document.head).where(Document.key == key)).one()


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
    server: LiveServer, charter: str, open_tab: Callable[[str], Tab], role: str, event: str
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
    charter: str, open_tab: Callable[[str], Tab], event: str
) -> None:
    tab = open_tab("member")
    answer = tab.call(event, document=charter, **sent_by(tab, charter)[event])
    assert answer["error"] == "forbidden"


def test_a_missing_document_and_a_forbidden_one_answer_alike(
    charter: str, open_tab: Callable[[str], Tab]
) -> None:
    stranger = open_tab("stranger")
    assert stranger.join("no-such-document-at-all") == stranger.join(charter)


@pytest.mark.parametrize("cookie", ["", "cocharter=forged"])
def test_who_is_not_signed_in_gets_no_line(server: LiveServer, cookie: str) -> None:
    with pytest.raises(RefusedConnection):
        Tab(server, cookie)


def test_another_site_gets_no_line(server: LiveServer) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException):
        raw_line(server, server.sign_in(PEOPLE["member"]), origin="https://evil.example")


def test_a_tab_hears_what_others_write_and_not_what_it_wrote(
    charter: str, open_tab: Callable[[str], Tab]
) -> None:
    writer, reader = open_tab("member"), open_tab("reviewer")
    writer.join(charter)
    reader.join(charter)
    answer = writer.call("update", document=charter, update=writer.type("écrit · كُتب · 🌍"))
    heard = reader.hear("update")
    reader.doc.apply_update(heard["update"])
    assert str(reader.text) == str(writer.text)
    assert heard["seq"] == answer["seq"]
    writer.call("beacon", document=charter, stateVector=b"\x00", hash="")
    assert "update" not in [event for event, _ in list(writer.heard.queue)]


def test_the_server_says_who_a_cursor_belongs_to(
    charter: str, open_tab: Callable[[str], Tab]
) -> None:
    member, facilitator = open_tab("member"), open_tab("facilitator")
    member.join(charter)
    facilitator.join(charter)
    assert member.hear("awareness")["person"]["name"] == "Camille Aubrac-Diop"
    cursor = {"anchor": b"\x01", "head": b"\x02"}
    facilitator.call("awareness", document=charter, cursor=cursor, person={"name": "Mariana"})
    shown = member.hear("awareness")
    assert shown["cursor"] == cursor
    assert shown["clientId"] == facilitator.doc.client_id
    assert shown["person"]["name"] == "Camille Aubrac-Diop"
    facilitator.close()
    assert member.hear("awareness") == {
        "document": charter, "clientId": facilitator.doc.client_id, "cursor": None, "person": None,
    }  # fmt: skip


def test_nobody_writes_under_the_client_id_of_another(
    charter: str, open_tab: Callable[[str], Tab]
) -> None:
    victim, thief = open_tab("member"), open_tab("facilitator")
    victim.join(charter)
    thief.join(charter)
    stolen = victim.type("not mine")
    assert thief.call("update", document=charter, update=stolen)["error"] == "forged"
    claim = {"clientIds": [victim.doc.client_id], "stateVector": b"\x00"}
    assert thief.call("join", document=charter, **claim)["error"] == "forged"


def test_whose_session_ends_stops_writing_and_reading(
    server: LiveServer, charter: str, open_tab: Callable[[str], Tab]
) -> None:
    leaver, writer = open_tab("member"), open_tab("facilitator")
    leaver.join(charter)
    writer.join(charter)
    membership = server.membership(PEOPLE["member"])
    with server.database.write() as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.person_id == membership.person_id)
            .values(ended_at=datetime.now(UTC))
        )
    refused = leaver.call("update", document=charter, update=leaver.type("too late"))
    assert refused["error"] == "forbidden"
    assert leaver.hear("resync")["reason"] == "rights"
    writer.call("update", document=charter, update=writer.type("in confidence"))
    assert leaver.call("leave", document=charter)["ok"]
    assert "update" not in [event for event, _ in list(leaver.heard.queue)]
    assert leaver.join(charter)["error"] == "forbidden"


def test_a_guest_whose_link_is_ended_stops_reading(
    server: LiveServer, charter: str, open_tab: Callable[[str], Tab]
) -> None:
    guest, writer = open_tab("guest"), open_tab("member")
    guest.join(charter)
    writer.join(charter)
    end_review_links(server)
    assert guest.hear("resync")["reason"] == "rights"
    writer.call("update", document=charter, update=writer.type("among ourselves"))
    assert guest.call("beacon", document=charter, stateVector=b"\0", hash="")["ok"] is False
    assert "update" not in [event for event, _ in list(guest.heard.queue)]
    assert guest.join(charter)["error"] == "forbidden"


def test_a_guest_is_seen_by_name_and_writes_under_no_id(
    server: LiveServer, charter: str, open_tab: Callable[[str], Tab]
) -> None:
    writer, guest, before = open_tab("member"), open_tab("guest"), head_of(server, charter)
    writer.join(charter)
    assert guest.join(charter)["canEdit"] is False
    seen = writer.hear("awareness")["person"]
    assert (seen["name"], seen["organisation"]) == ("Jean Dupont", "")
    for forger in (guest, writer):  # under an id of their own, or of somebody who may write
        forged = forger.type("not by a guest")
        answer = guest.call("update", document=charter, update=forged)
        assert answer["error"] == "forbidden"
    assert head_of(server, charter) == before


def test_a_guest_reads_no_other_document(
    server: LiveServer, open_tab: Callable[[str], Tab]
) -> None:
    now = datetime.now(UTC)
    camille = server.membership(PEOPLE["facilitator"])
    with server.database.write() as session:
        group = session.get_one(Group, camille.group_id)
        author = session.get_one(Person, camille.person_id)
        other = write_document(session, group, "Vision", author, "# Vision", now)
    assert open_tab("guest").join(other.key) == open_tab("guest").join("no-such-document-at-all")


def test_who_is_demoted_goes_on_reading_and_is_told(
    server: LiveServer, charter: str, open_tab: Callable[[str], Tab]
) -> None:
    demoted = open_tab("member")
    demoted.join(charter)
    set_role(server, Role.OBSERVER)
    try:
        told = demoted.hear("document")
        assert told == {"document": charter, "state": "drafting", "canEdit": False}
        answer = demoted.call("update", document=charter, update=demoted.type("no more"))
        assert answer["error"] == "forbidden"
        assert demoted.join(charter)["canEdit"] is False
    finally:
        set_role(server, Role.MEMBER)


def set_role(server: LiveServer, role: Role) -> None:
    membership = server.membership(PEOPLE["member"])
    with server.database.write() as session:
        session.execute(update(Membership).where(Membership.id == membership.id).values(role=role))


def test_a_frozen_text_takes_no_edit_and_says_so(
    server: LiveServer, charter: str, open_tab: Callable[[str], Tab]
) -> None:
    tab, before = open_tab("facilitator"), head_of(server, charter)
    tab.join(charter)
    set_state(server, State.FROZEN)
    answer = tab.call("update", document=charter, update=tab.type("after the freeze"))
    assert answer["error"] == "frozen"
    assert tab.hear("document") == {"document": charter, "state": "frozen", "canEdit": False}
    assert head_of(server, charter) == before


def test_another_generation_is_never_joined(charter: str, open_tab: Callable[[str], Tab]) -> None:
    assert open_tab("member").join(charter, generation=99)["error"] == "stale_generation"


def test_too_much_at_once_is_answered_busy_and_not_dropped(
    server: LiveServer, charter: str, open_tab: Callable[[str], Tab]
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
    charter: str, open_tab: Callable[[str], Tab], update: object, error: str
) -> None:
    tab = open_tab("member")
    tab.join(charter)
    assert tab.call("update", document=charter, update=update)["error"] == error
    assert tab.call("update", document=charter, update=tab.type("still here"))["ok"]


def test_text_that_needs_what_never_came_is_a_gap(
    charter: str, open_tab: Callable[[str], Tab]
) -> None:
    tab = open_tab("member")
    tab.join(charter)
    tab.type("never sent")
    answer = tab.call("update", document=charter, update=tab.type(" and this needs it"))
    assert answer["error"] == "gap"


def raw_line(server: LiveServer, cookie: str, **options: Any) -> websocket.WebSocket:
    address = f"ws://127.0.0.1:{server.port}/socket.io/?transport=websocket&EIO=4"
    return websocket.create_connection(address, cookie=cookie, timeout=20, **options)


def read_to_the_end(line: websocket.WebSocket) -> None:
    """Returns when the server has closed the line; raises when it does not."""
    opcode = None
    with suppress(websocket.WebSocketConnectionClosedException, ConnectionError):
        while opcode != websocket.ABNF.OPCODE_CLOSE:
            opcode, _ = line.recv_data()


GREETING = msgpack.dumps({"type": 0, "nsp": "/", "data": None})


@pytest.mark.parametrize(
    "frames",
    [
        [],
        [GREETING],
        [b"x" * (MAX_STRANGER_FRAME_BYTES + 1)],
        [msgpack.dumps({"type": 2, "nsp": "/", "data": ["leave", {}], "id": 1})],
    ],
    ids=["silent", "not signed in", "much at once", "no greeting"],
)
def test_a_line_without_a_person_is_closed(server: LiveServer, frames: list[bytes]) -> None:
    line = raw_line(server, "")
    with closing(line.sock):
        for frame in frames:
            line.send_binary(frame)
        read_to_the_end(line)


@pytest.mark.parametrize("connection", ["close", "Upgrade"])
def test_half_an_upgrade_is_refused(server: LiveServer, connection: str) -> None:
    address = "/socket.io/?EIO=4&transport=websocket"
    headers = {"Upgrade": "websocket", "Connection": connection}
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=20)) as http:
        http.request("GET", address, headers=headers)
        assert http.getresponse().status == 401


def test_who_takes_leave_on_the_line_gets_it_closed(server: LiveServer) -> None:
    line = raw_line(server, server.sign_in(PEOPLE["member"]))
    with closing(line.sock):
        line.send_binary(GREETING)
        line.send_binary(msgpack.dumps({"type": 1, "nsp": "/", "data": None}))
        read_to_the_end(line)


def test_nobody_takes_all_the_lines(server: LiveServer, open_tab: Callable[[str], Tab]) -> None:
    cookie = server.sign_in(PEOPLE["observer"])
    with ExitStack() as lines:
        answers = []
        for _ in range(MAX_CONNECTIONS_A_PERSON + 1):
            line = raw_line(server, cookie)
            lines.enter_context(closing(line.sock))
            line.send_binary(GREETING)
            assert line.recv().startswith("0{")  # Engine.IO says hello
            answers.append(msgpack.loads(line.recv()))
        assert {answer["type"] for answer in answers[:-1]} == {CONNECT}
        assert answers[-1]["type"] == CONNECT_ERROR
        assert answers[-1]["data"]["message"] == "busy"
        assert open_tab("member").line.connected


def test_thirty_thousand_refused_events_are_each_answered_and_others_served_meanwhile(
    server: LiveServer, charter: str, open_tab: Callable[[str], Tab]
) -> None:
    count = 30_000
    other = open_tab("facilitator")
    other.join(charter)
    line = raw_line(server, server.sign_in(PEOPLE["reviewer"]))
    nonsense = {"type": 2, "nsp": "/", "data": ["update", {"document": "x"}]}
    frames = b"".join(
        websocket.ABNF.create_frame(
            msgpack.dumps({**nonsense, "id": number}), websocket.ABNF.OPCODE_BINARY
        ).format()
        for number in range(count)
    )
    with closing(line.sock) as sock:
        line.send_binary(GREETING)
        assert line.recv().startswith("0{")
        assert msgpack.loads(line.recv())["type"] == CONNECT
        flood = threading.Thread(target=sock.sendall, args=[frames])
        flood.start()
        answered = [refused_event(line)]  # the flood has begun
        answer = other.call("update", document=charter, update=other.type("meanwhile"))
        assert answer["ok"]
        answered += [refused_event(line) for _ in range(count - 1)]
        flood.join()
    assert sorted(answered) == list(range(count))


def refused_event(line: websocket.WebSocket) -> int:
    """The number of the next event that the server refuses on this line."""
    frame = line.recv()
    while isinstance(frame, str):  # Engine.IO asks whether the line is alive
        line.send("3")
        frame = line.recv()
    packet = msgpack.loads(frame)
    assert packet["data"][0]["ok"] is False
    return int(packet["id"])


def test_who_does_not_read_is_cut_off_though_they_say_they_live(
    server: LiveServer, charter: str, open_tab: Callable[[str], Tab]
) -> None:
    writer = open_tab("facilitator")
    writer.join(charter)
    narrow = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]
    line = raw_line(server, server.sign_in(PEOPLE["reviewer"]), sockopt=narrow)
    join = {"document": charter, "clientIds": [5], "stateVector": b"\x00"}
    words = "a" * (MAX_UPDATE_BYTES // 2)
    for _ in range(4):
        assert writer.call("update", document=charter, update=writer.type(words))["ok"]
    asked, here = 0, True
    with closing(line.sock):
        line.send_binary(GREETING)
        while here:
            assert asked * 4 * len(words) < MAX_UNSENT_BYTES * 4, "it costs more and more"
            with suppress(OSError, websocket.WebSocketException):  # once it is cut off
                line.send("3")
                line.send_binary(
                    msgpack.dumps({"type": 2, "nsp": "/", "data": ["join", join], "id": 1})
                )
            asked += 1
            here = writer.hear("awareness")["person"] is not None
    assert asked * 4 * len(words) > MAX_UNSENT_BYTES


@pytest.mark.parametrize(
    "frame",
    [
        b"\xff" * 40,
        b"",
        msgpack.dumps([1, 2, 3]),
        msgpack.dumps({"type": 2}),
        msgpack.dumps({"type": 99, "nsp": "/", "data": []}),
        msgpack.dumps({"type": 2, "nsp": "/", "data": {"no": "list"}}),
        msgpack.dumps({"type": 5, "nsp": "/", "data": []}),
        msgpack.dumps({"type": 3, "nsp": "/", "data": [], "id": 1}),
        msgpack.dumps({"type": 0, "nsp": "/other", "data": None}),
        msgpack.dumps({"type": 2, "nsp": "/other", "data": ["leave", {}]}),
        msgpack.dumps({"type": 2, "nsp": "/", "data": []}),
        msgpack.dumps({"type": 2, "nsp": "/", "data": ["leave", {}, {}]}),
        msgpack.dumps({"type": 2, "nsp": "/", "data": [["leave"], {}]}),
        msgpack.dumps({"type": 2, "nsp": "/", "data": ["message", {}]}),
        msgpack.dumps({"type": 2, "nsp": "/", "data": ["*", {}]}),
        msgpack.dumps({"type": 2, "nsp": "/", "data": ["disconnect", {}]}),
        msgpack.dumps({"type": 2, "nsp": "/", "data": ["connect", {}]}),
        b"\x91" * 3000,
        b"x" * (MAX_FRAME_BYTES + 1),
    ],
    ids=lambda frame: f"{bytes(frame[6:30])!r}+{len(frame)}",
)
def test_an_undecodable_frame_closes_that_connection_and_no_other(
    server: LiveServer, charter: str, open_tab: Callable[[str], Tab], frame: bytes
) -> None:
    bystander = open_tab("facilitator")
    bystander.join(charter)
    line = raw_line(server, server.sign_in(PEOPLE["member"]))
    sock = line.sock
    try:
        line.send_binary(GREETING)
        line.send_binary(frame)
        read_to_the_end(line)
    finally:
        sock.close()
    assert bystander.call("update", document=charter, update=bystander.type("untroubled"))["ok"]


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
