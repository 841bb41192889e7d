"""What is looked after by the clock goes on, whatever part of it hangs."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from realtime.doorbell import Doorbell
from realtime.limits import STRANGER_SECONDS
from realtime.rooms import Rooms
from realtime.strangers import Strangers
from realtime.sweep import Sweep
from tests.realtime.conftest import Recorder, World


def spawn(work: Callable[[], None]) -> None:
    """For ever, or until it says that it has seen enough."""

    def go_on() -> None:
        with suppress(SystemExit):
            work()

    threading.Thread(target=go_on, daemon=True).start()


@pytest.fixture
def ended() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_people_are_told_and_strangers_let_go_while_the_database_does_not_answer(
    world: World, monkeypatch: pytest.MonkeyPatch, ended: threading.Event
) -> None:
    told, cut = threading.Event(), threading.Event()

    def hang() -> None:
        ended.wait()
        raise SystemExit

    def tell() -> None:
        told.set()
        if ended.is_set():
            raise SystemExit

    class Line:
        def abort(self) -> None:
            cut.set()

    monkeypatch.setattr("realtime.sweep.SWEEP_SECONDS", 0.01)
    monkeypatch.setattr("realtime.sweep.PRESENCE_SECONDS", 0)
    monkeypatch.setattr("realtime.strangers.STRANGER_SECONDS", STRANGER_SECONDS / 1000)
    rooms, strangers = Rooms(world.surroundings, lambda _: Recorder(), world.database), Strangers()
    monkeypatch.setattr(rooms, "recheck", hang)
    monkeypatch.setattr(rooms, "tell_presence", tell)
    sweep = Sweep(rooms, strangers, Doorbell("redis://127.0.0.1:1"))
    strangers.add(Line())
    sweep.start(spawn)
    assert told.wait(5)
    assert cut.wait(5)
