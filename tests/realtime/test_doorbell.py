"""Processes hear each other through a real Redis, and manage while it is away."""

import os
import signal
import threading
from collections.abc import Callable, Iterator

import pytest
import redis

from app.notices import Appended
from realtime.doorbell import CHANNEL, Doorbell
from realtime.rings import Asking, Gone, Ring, Seen, Tab
from tests.realtime.conftest import until
from tests.servers.redis_server import RedisServer

PERSON = {"name": "Ana", "organisation": "A ministry", "colour": "#1f6f5c"}


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


class Process:
    """The doorbell of one process, and what it heard."""

    def __init__(self, url: str) -> None:
        self.doorbell = Doorbell(url)
        self.heard: list[Ring] = []
        self.woken = 0
        self._threads = [
            threading.Thread(target=self.doorbell.send),
            threading.Thread(target=self.doorbell.listen, args=(self._hear, self._wake)),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def _hear(self, process: str, ring: Ring) -> None:
        assert process != self.doorbell.name
        self.heard.append(ring)

    def _wake(self) -> None:
        self.woken += 1

    def close(self) -> None:
        self.doorbell.close()
        for thread in self._threads:
            if thread.ident:
                thread.join()


@pytest.fixture
def process(redis_server: RedisServer) -> Iterator[Callable[[], Process]]:
    made: list[Process] = []

    def make(*, started: bool = True) -> Process:
        made.append(Process(redis_server.url))
        if started:
            made[-1].start()
            until(lambda: made[-1].woken)
        return made[-1]

    yield make
    for one in made:
        one.close()


def seen(client_id: int, where: bytes) -> Seen:
    return Seen(1, Tab(client_id, 1, PERSON, {"anchor": where, "head": where}))


def test_the_others_hear_a_ring_and_who_rang_does_not(process: Callable[..., Process]) -> None:
    one, two, three = process(), process(), process()
    one.doorbell.ring(Asking(1))
    until(lambda: two.heard and three.heard)
    two.doorbell.ring(Appended(1, 5))
    until(lambda: one.heard)
    assert (one.heard, two.heard) == ([Appended(1, 5)], [Asking(1)])


def test_of_what_waits_only_the_newest_is_told(process: Callable[..., Process]) -> None:
    one, two = process(started=False), process()
    for seq in range(1, 101):
        one.doorbell.ring(Appended(1, seq))
        one.doorbell.ring(seen(7, str(seq).encode()))
    one.doorbell.ring(Appended(2, 1))
    one.doorbell.ring(seen(8, b"here"))
    one.doorbell.ring(Gone(1, 8))
    one.start()
    until(lambda: Gone(1, 8) in two.heard)
    assert two.heard == [Appended(1, 100), seen(7, b"100"), Appended(2, 1), Gone(1, 8)]


def test_what_waits_is_bounded(
    process: Callable[..., Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.doorbell.MAX_WAITING_RINGS", 2)
    one, two = process(started=False), process()
    for document_id in range(5):
        one.doorbell.ring(Asking(document_id))
    one.doorbell.ring(Asking(1))
    one.start()
    until(lambda: Asking(1) in two.heard)
    assert two.heard == [Asking(0), Asking(1)]


@pytest.mark.parametrize("nonsense", [b"", b"\xc1", b"\x92\xa2me\x91\x91\x63"])
def test_what_nobody_understands_makes_nobody_deaf(
    process: Callable[..., Process], redis_server: RedisServer, nonsense: bytes
) -> None:
    one, two = process(), process()
    with redis.Redis.from_url(redis_server.url) as anybody:
        anybody.publish(CHANNEL, nonsense)
    one.doorbell.ring(Asking(1))
    until(lambda: two.heard == [Asking(1)])


def test_a_redis_that_hangs_is_away(
    process: Callable[..., Process], redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its silence would be taken for that of the others, and their people for gone."""
    monkeypatch.setattr("realtime.doorbell.ANSWER_SECONDS", 0.5)
    one, two = process(), process()
    os.kill(redis_server.pid, signal.SIGSTOP)
    try:
        until(lambda: one.doorbell.listening_seconds == two.doorbell.listening_seconds == 0)
    finally:
        os.kill(redis_server.pid, signal.SIGCONT)
    until(lambda: one.woken > 1 and two.woken > 1)
    two.doorbell.ring(Asking(1))
    until(lambda: one.heard == [Asking(1)])


def test_a_line_on_which_nobody_rings_stays_up(
    process: Callable[..., Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.doorbell.ASK_SECONDS", 0.3)
    monkeypatch.setattr("realtime.doorbell.DEAF_SECONDS", 0.9)
    one = process()
    until(lambda: one.doorbell.listening_seconds > 2)
    assert one.woken == 1


def test_ringing_never_waits_for_a_redis_that_is_away(redis_server: RedisServer) -> None:
    """Nor fails; and when it is there again the others are heard, and told to look around."""
    one, two = Process(redis_server.url), Process(redis_server.url)
    redis_server.stop()
    try:
        one.start()
        two.start()
        for seq in range(100):
            one.doorbell.ring(Appended(1, seq))
        assert one.doorbell.listening_seconds == 0
    finally:
        redis_server.start()
    until(lambda: one.woken and two.woken)
    one.doorbell.ring(Asking(1))
    until(lambda: Asking(1) in two.heard)
    assert one.doorbell.listening_seconds > 0
    redis_server.restart()
    until(lambda: one.woken == two.woken == 2)
    two.doorbell.ring(Asking(2))
    until(lambda: Asking(2) in one.heard)
    one.close()
    two.close()
