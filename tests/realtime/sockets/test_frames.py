"""Frames that make no sense, and lines that send or take them badly, hurt nobody else."""

import socket
import threading
from contextlib import closing, suppress

import msgpack
import pytest
import websocket
from socketio.packet import CONNECT

from realtime.limits import MAX_FRAME_BYTES, MAX_UNSENT_BYTES, MAX_UPDATE_BYTES
from tests.live_server import LiveServer
from tests.realtime.sockets.conftest import PEOPLE, OpenTab
from tests.realtime.sockets.lines import GREETING, raw_line, read_to_the_end


def test_thirty_thousand_refused_events_are_each_answered_and_others_served_meanwhile(
    server: LiveServer, charter: str, open_tab: OpenTab
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
    server: LiveServer, charter: str, open_tab: OpenTab
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
    server: LiveServer, charter: str, open_tab: OpenTab, frame: bytes
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
