"""Three people on two processes write in one paragraph, whatever becomes of Redis meanwhile."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
import redis
from playwright.sync_api import Browser, expect

from tests.browser.seat import Seat, text_in_database
from tests.cluster import Cluster, clustered
from tests.servers.databases import Databases

WRITING_SECONDS = 30
RESTART_EVERY_SECONDS = 3
DROP_EVERY_SECONDS = 0.1
SCRIPTS = ("é", "ñ", "سلام", "ع", "🌍", "👩🏽‍🏫")
PEOPLE = {"mariana": "ML", "nour": "NE", "ousmane": "ON"}  # name -> what their disc says


@pytest.fixture
def cluster(in_postgresql: Databases, tmp_path: Path) -> Iterator[Cluster]:
    with in_postgresql.migrated() as url, clustered(url, tmp_path) as cluster:
        yield cluster


@contextmanager
def again_and_again(act: Callable[[], object], seconds: float) -> Iterator[None]:
    """Does `act` so often, until the end; and once more, so that it happened at all."""
    ended = threading.Event()

    def go_on() -> None:
        while not ended.wait(seconds):
            act()
        act()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def restarts(cluster: Cluster) -> AbstractContextManager[None]:
    """Redis is away now and then."""
    return again_and_again(cluster.redis.restart, RESTART_EVERY_SECONDS)


def drops(cluster: Cluster) -> AbstractContextManager[None]:
    """Whoever listens is cut off, and misses what is told until they listen again."""

    def cut() -> None:
        with redis.Redis.from_url(cluster.redis.url) as operator:
            operator.execute_command("CLIENT", "KILL", "TYPE", "pubsub")

    return again_and_again(cut, DROP_EVERY_SECONDS)


TROUBLES: dict[str, Callable[[Cluster], AbstractContextManager[None]]] = {
    "none": lambda _: nullcontext(),
    "Redis restarts": restarts,
    "messages get lost": drops,
}


@pytest.fixture
def seats(cluster: Cluster, browser: Browser) -> Iterator[dict[str, Seat]]:
    """By name; one person on the first process, two on the other, all in one paragraph."""
    servers = (cluster.one, cluster.two, cluster.two)
    seats = {
        name: Seat(server, browser, f"{name}@example.org")
        for name, server in zip(PEOPLE, servers, strict=True)
    }
    place = text_in_database(cluster.one).split("\n\n")[2]
    for share, seat in enumerate(seats.values(), 1):
        seat.caret_after(place[: len(place) * share // len(seats)])
    yield seats
    for seat in seats.values():
        seat.close()


def write_for(seconds: float, seats: dict[str, Seat]) -> list[str]:
    """Each writes a word in turn; returns the words, of which no two are the same."""
    written: list[str] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for name, seat in seats.items():
            written.append(f" {name[0]}{len(written)}{SCRIPTS[len(written) % len(SCRIPTS)]}.")
            seat.type(written[-1])
    return written


def converge(seats: dict[str, Seat], written: list[str]) -> None:
    """Returns when everything is saved, and everyone has what was written last."""
    for seat in seats.values():
        seat.wait_for("saved")
        for last in written[-len(seats) :]:
            seat.wait_to_read(last)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_all_read_the_same_and_every_character_once(
    cluster: Cluster, seats: dict[str, Seat], trouble: str
) -> None:
    before = text_in_database(cluster.one)
    with TROUBLES[trouble](cluster):
        written = write_for(WRITING_SECONDS, seats)
    converge(seats, written)
    texts = {seat.glance()["text"] for seat in seats.values()}
    assert texts == {text_in_database(cluster.two)}
    (text,) = texts
    assert [word for word in written if text.count(word) != 1] == []
    assert sorted(text) == sorted(before + "".join(written))
    for seat in seats.values():
        for disc in PEOPLE.values():
            expect(seat.page.locator("#presence")).to_contain_text(disc)
    assert [seat.complaints for seat in seats.values() if seat.complaints] == []
