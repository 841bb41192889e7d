"""SIGTERM: what was begun is finished and answered, the rest is refused, browsers are let go."""

import queue
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgpack
import pytest
import websocket
from socketio.exceptions import SocketIOError
from sqlalchemy import select

from app.models import Update
from realtime.websocket import SERVICE_RESTART
from tests.live_server import LiveServer, served
from tests.realtime.conftest import until
from tests.realtime.sockets.lines import GREETING, raw_line
from tests.realtime.tab import Tab
from tests.servers.databases import Databases

STOPS = 20
SEED = 20261124
LONGEST_LIFE_SECONDS = 0.3


@pytest.fixture
def server(databases: Databases, tmp_path: Path) -> Iterator[LiveServer]:
    with served(databases, tmp_path) as server:
        yield server


class Typist:
    """Sends one update after the other, each when the one before was answered."""

    def __init__(self, server: LiveServer, name: str) -> None:
        self.tab = Tab(server, server.sign_in(f"{name}@example.org"))
        self.document = server.document_key()
        self.tab.join(self.document)
        self.saved: list[bytes] = []
        self.errors: set[str] = set()
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self.tab.line.on("disconnect", lambda *_: self._answers.put(None))
        self._thread = threading.Thread(target=self._type)
        self._thread.start()

    def _type(self) -> None:
        update = self.tab.type("x")
        while (answer := self._send(update)) is not None:
            if answer["ok"]:
                self.saved.append(update)
                update = self.tab.type("x")
            else:
                self.errors.add(answer["error"])

    def _send(self, update: bytes) -> dict[str, Any] | None:
        """The answer; None when there is none any more."""
        payload = {"document": self.document, "update": update}
        try:
            self.tab.line.emit("update", payload, callback=self._answers.put)
        except SocketIOError:
            return None
        return self._answers.get()

    def finish(self) -> None:
        self._thread.join()
        self.tab.close()


def rows(server: LiveServer) -> list[bytes]:
    with server.database.read() as session:
        return list(session.scalars(select(Update.payload)))


def test_everything_acknowledged_before_the_end_is_there_and_only_busy_is_refused(
    server: LiveServer,
) -> None:
    chance = random.Random(SEED)
    for _ in range(STOPS):
        typists = [Typist(server, name) for name in ("mariana", "nour", "ousmane")]
        until(lambda typists=typists: all(typist.saved for typist in typists))
        threading.Event().wait(chance.uniform(0, LONGEST_LIFE_SECONDS))
        assert server.terminate() == 0
        for typist in typists:
            typist.finish()
        written = rows(server)
        for typist in typists:
            assert [written.count(update) for update in typist.saved] == [1] * len(typist.saved)
            assert typist.errors <= {"busy"}
        server.start()


def test_a_browser_is_told_that_it_may_come_back(server: LiveServer) -> None:
    line = raw_line(server, server.sign_in("nour@example.org"))
    with closing(line.sock):
        line.send_binary(GREETING)
        assert line.recv().startswith("0{")
        msgpack.loads(line.recv())
        assert server.terminate() == 0
        opcode, frame = line.recv_data()
        while opcode != websocket.ABNF.OPCODE_CLOSE:
            opcode, frame = line.recv_data()
    assert int.from_bytes(frame[:2]) == SERVICE_RESTART


def test_who_does_not_read_keeps_nobody_from_stopping(server: LiveServer) -> None:
    writer = Tab(server, server.sign_in("nour@example.org"))
    charter = server.document_key()
    writer.join(charter)
    assert writer.call("update", document=charter, update=writer.type("a" * 300_000))["ok"]
    narrow = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]
    line = raw_line(server, server.sign_in("ingrid@example.org"), sockopt=narrow)
    with closing(line.sock):
        line.send_binary(GREETING)
        join = {"document": charter, "clientIds": [5], "stateVector": b"\x00"}
        for number in range(10):
            packet = {"type": 2, "nsp": "/", "data": ["join", join], "id": number}
            line.send_binary(msgpack.dumps(packet))
        assert writer.hear("awareness")
        assert server.terminate() == 0
    writer.close()
