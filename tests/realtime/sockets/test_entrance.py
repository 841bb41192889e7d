"""Who gets a line at all, and how many."""

from contextlib import ExitStack, closing
from http.client import HTTPConnection

import msgpack
import pytest
import websocket
from socketio.exceptions import ConnectionError as RefusedConnection
from socketio.packet import CONNECT, CONNECT_ERROR

from realtime.limits import MAX_CONNECTIONS_A_PERSON, MAX_STRANGER_FRAME_BYTES
from tests.live_server import LiveServer
from tests.realtime.sockets.conftest import PEOPLE, OpenTab
from tests.realtime.sockets.lines import GREETING, raw_line, read_to_the_end
from tests.realtime.tab import Tab


@pytest.mark.parametrize("cookie", ["", "cocharter=forged"])
def test_who_is_not_signed_in_gets_no_line(server: LiveServer, cookie: str) -> None:
    with pytest.raises(RefusedConnection):
        Tab(server, cookie)


def test_another_site_gets_no_line(server: LiveServer) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException):
        raw_line(server, server.sign_in(PEOPLE["member"]), origin="https://evil.example")


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


def test_nobody_takes_all_the_lines(server: LiveServer, open_tab: OpenTab) -> None:
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
