"""How many documents one line may hold open, and what becomes of lines when a process stops."""

import threading
from typing import cast

import pytest
from flask import Flask

from app.models import Document
from realtime.attendee import Visitor
from realtime.connections import Connection
from realtime.handlers import Handlers
from realtime.rooms import Rooms
from realtime.websocket import Connection as Line
from tests.realtime.conftest import Recorder, World, refusal


class Stubborn:
    """A line on which even a goodbye waits for who does not read."""

    is_quiet = True

    def __init__(self, ended: threading.Event) -> None:
        self._ended = ended

    def dismiss(self) -> None:
        self._ended.wait()


class Polite:
    """A line that goes when it is told."""

    is_quiet = True

    def __init__(self) -> None:
        self.dismissed = threading.Event()

    def dismiss(self) -> None:
        self.dismissed.set()


def test_a_document_one_was_shown_out_of_takes_no_place(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.handlers.MAX_DOCUMENTS_A_CONNECTION", 1)
    rooms = Rooms(world.surroundings, lambda _: Recorder(), world.database)
    handlers = Handlers(Flask(__name__), world.database, rooms)
    ana = world.person()
    connection = Connection(ana, "en", cast(Line, Polite()))
    handlers.connections.add(connection)

    def join(document_id: int) -> None:
        with world.database.read() as session:
            key = session.get_one(Document, document_id).key
        handlers.join(connection, {"document": key, "clientIds": [7], "stateVector": b"\x00"})

    join(world.document_id)
    other = world.another_document()
    assert refusal(lambda: join(other)) == "busy"
    world.end_session(ana)
    rooms.recheck()
    world.resume_session(ana)
    join(other)
    assert refusal(lambda: join(world.document_id)) == "busy"


def test_a_goodbye_that_nobody_takes_holds_up_neither_the_others_nor_the_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.handlers.STOP_SECONDS", 0.2)
    rooms = Rooms(world.surroundings, lambda _: Recorder(), world.database)
    handlers = Handlers(Flask(__name__), world.database, rooms)
    ended, polite = threading.Event(), Polite()
    for name, line in {"stubborn": Stubborn(ended), "polite": polite}.items():
        visitor = Visitor(connection=name, sign_in_id=1, person_id=1)
        handlers.connections.add(Connection(visitor, "en", cast(Line, line)))
    stopping = threading.Thread(target=handlers.stop, daemon=True)
    stopping.start()
    try:
        assert polite.dismissed.wait(5)
        stopping.join(5)
        assert not stopping.is_alive()
    finally:
        ended.set()
