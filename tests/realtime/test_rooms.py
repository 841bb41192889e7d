"""A room is open while somebody is in it and a while longer, and opens again as it was."""

import threading
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import cast

import pytest
from sqlalchemy import QueuePool

from app.database import Database
from realtime import rights
from realtime.channel import Surroundings
from realtime.limits import ROOM_GRACE_SECONDS
from realtime.log import ReplayDiffers
from realtime.rooms import Rooms
from tests.listening import listening
from tests.realtime.conftest import NOW, Recorder, Tab, World, refusal, together, until

CLIENT_IDS = count(1)


@dataclass
class House:
    """The rooms of one process, whose clock a test turns."""

    world: World
    now: datetime = NOW
    aside: Database | None = None

    def __post_init__(self) -> None:
        self.channel = Recorder()
        around: Surroundings = replace(self.world.surroundings, now=lambda: self.now)
        self.rooms = Rooms(around, lambda _: self.channel, self.aside or around.database)

    def enter(self, document_id: int | None = None) -> Tab:
        document_id = document_id or self.world.document_id
        with self.rooms.entering(document_id, "key") as room:
            tab = Tab(room, self.channel, self.world.person(), next(CLIENT_IDS))
            tab.join()
        return tab

    def leave(self, tab: Tab) -> None:
        until(lambda: not tab.room.busy)
        tab.room.leave(tab.connection)

    def wait(self, seconds: float) -> None:
        """Time goes by, and somebody tidies up before and after."""
        self.rooms.tidy()
        self.now += timedelta(seconds=seconds)
        self.rooms.tidy()

    def outlive_grace(self) -> None:
        self.wait(ROOM_GRACE_SECONDS)


@pytest.fixture
def house(world: World) -> House:
    return House(world)


def test_all_who_enter_while_it_is_open_share_one_room(house: House) -> None:
    ana, ben = house.enter(), house.enter()
    assert ana.room is ben.room
    house.leave(ana)
    house.outlive_grace()
    assert house.enter().room is ben.room


def test_who_loads_the_page_again_finds_the_room_still_open(house: House) -> None:
    ana = house.enter()
    house.leave(ana)
    house.wait(ROOM_GRACE_SECONDS - 1)
    ana_again = house.enter()
    assert ana_again.room is ana.room
    house.leave(ana_again)
    house.wait(ROOM_GRACE_SECONDS - 1)
    assert house.enter().room is ana.room, "the grace begins anew"


def test_a_room_closes_some_time_after_the_last_one_and_opens_again_with_its_text(
    world: World, house: House
) -> None:
    ana = house.enter()
    ana.type("We agree")
    house.leave(ana)
    house.outlive_grace()
    assert len(house.rooms) == 0
    ben = house.enter()
    assert ben.room is not ana.room
    assert ben.text == "We agree"
    ben.type(" now")
    assert world.log_text() == "We agree now"
    assert refusal(lambda: ana.type("late")) == "forbidden"


def test_a_room_with_something_to_write_never_closes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = house.enter()
    house.leave(ana)
    monkeypatch.setattr(ana.room._writer, "_draining", True)
    house.outlive_grace()
    assert len(house.rooms) == 1
    monkeypatch.setattr(ana.room._writer, "_draining", False)
    house.outlive_grace()
    assert len(house.rooms) == 0


def test_a_room_stays_open_for_those_on_the_way_in(world: World, house: House) -> None:
    with house.rooms.entering(world.document_id, "key") as first:
        house.outlive_grace()
        with house.rooms.entering(world.document_id, "key") as second:
            assert first is second
        with house.rooms.entering(world.document_id, "key") as third:
            assert first is third


def test_a_room_in_which_nobody_could_enter_is_closed(world: World, house: House) -> None:
    visitor = world.person()
    world.end_session(visitor)
    with house.rooms.entering(world.document_id, "key") as room:
        assert refusal(lambda: room.join(visitor, [1], {}, None)) == "forbidden"
    house.outlive_grace()
    assert len(house.rooms) == 0


def test_past_the_bound_the_longest_empty_room_makes_place(
    world: World, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.rooms.MAX_ROOMS", 2)
    first, second, third = (world.another_document() for _ in range(3))
    used, left = house.enter(first), house.enter(second)
    assert refusal(lambda: house.enter(third)) == "busy"
    house.leave(left)
    house.enter(third)
    assert {room.document_id for room in house.rooms} == {first, third}
    assert used.type("still here")


@pytest.mark.parametrize("failure", [OSError, ReplayDiffers])
def test_a_room_that_cannot_make_its_snapshot_closes_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    tried = []

    def fail(*_: object) -> None:
        tried.append(failure)
        raise failure

    monkeypatch.setattr("realtime.long_tail.COMPACT_AFTER_UPDATES", 1)
    monkeypatch.setattr("realtime.log.compact", fail)
    ana = house.enter()
    ana.type("kept")
    house.leave(ana)
    house.outlive_grace()
    reader = house.enter()
    house.leave(reader)
    house.outlive_grace()
    assert tried == [failure] * 2, "in the flush, and when a reader left"
    assert house.enter().text == "kept"


def test_rights_are_read_again_in_every_room(world: World, house: House) -> None:
    house.rooms.recheck()
    ana = house.enter()
    world.end_session(ana.visitor)
    house.rooms.recheck()
    assert refusal(lambda: ana.type("a")) == "forbidden"


def test_rights_are_read_while_all_others_wait_in_the_database(world: World) -> None:
    pool, aside = cast(QueuePool, world.database.engine.pool), world.database.aside()
    house = House(world, aside=aside)
    ana = house.enter()
    world.end_session(ana.visitor)
    with ExitStack() as waiting:
        for _ in range(pool.size() + pool._max_overflow):
            waiting.enter_context(world.database.engine.connect())
        house.rooms.recheck()
    aside.engine.dispose()
    assert ana.channel.of(ana.connection, "resync") == [{"reason": "rights"}]


def test_a_room_that_cannot_tell_hinders_no_other(
    world: World, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = house.enter(world.another_document())
    ana = house.enter()
    monkeypatch.setattr(broken.room, "recheck", lambda *_: 1 / 0)
    world.end_session(ana.visitor)
    house.rooms.recheck()
    assert refusal(lambda: ana.type("a")) == "forbidden"
    assert ana.channel.of(ana.connection, "resync") == [{"reason": "rights"}]


def test_reading_all_rights_takes_as_many_queries_for_many_rooms_as_for_one(
    world: World, house: House
) -> None:
    statements: list[object] = []
    house.enter()
    listener = (world.database.engine, "before_cursor_execute", lambda *_: statements.append(_))
    with listening(*listener):
        house.rooms.recheck()
    for_one = len(statements)
    for _ in range(5):
        house.enter(world.another_document())
    with listening(*listener):
        house.rooms.recheck()
    assert len(statements) == 2 * for_one > 0


def test_what_a_sweep_reads_does_not_grow_with_documents_times_people(
    world: World, house: House
) -> None:
    tabs = [house.enter(document_id) for document_id in (world.another_document(), None)]
    with world.database.read() as session:
        one, two = rights.roles_in(
            session,
            [tab.room.document_id for tab in tabs],
            [tab.visitor.sign_in_id for tab in tabs],
            NOW,
        ).values()
    assert set(one) == {tab.visitor.sign_in_id for tab in tabs}
    assert one is two, "of one group, read once"


def test_a_room_that_lags_behind_its_log_reads_on_by_the_clock(world: World, house: House) -> None:
    ana, elsewhere = house.enter(), world.joined()
    elsewhere.type("from another process")
    house.rooms.recheck()
    until(lambda: ana.text == "from another process")


def test_a_room_of_another_generation_is_read_anew_by_the_clock(world: World, house: House) -> None:
    ana = house.enter()
    world.set_generation(2)
    house.rooms.recheck()
    until(lambda: ana.channel.of(ana.connection, "resync"))


def test_who_comes_in_while_the_rights_are_read_stays(
    world: World, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.enter()
    came: list[Tab] = []
    is_done = threading.Event()

    def let_somebody_in(*details: object) -> None:
        if "sign_in_sessions" in str(details[2]) and not is_done.is_set():
            is_done.set()
            together(lambda: came.append(house.enter()))

    with listening(world.database.engine, "after_cursor_execute", let_somebody_in):
        house.rooms.recheck()
    (newcomer,) = came
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
    assert newcomer.channel.of(newcomer.connection, "resync") == []
    assert newcomer.type("a") == 1
