"""A room is open while somebody is in it, and opens again as it was."""

import threading
from itertools import count

import pytest
from sqlalchemy import event

from realtime.log import ReplayDiffers
from realtime.room import Room
from realtime.rooms import Rooms
from tests.realtime.conftest import Recorder, Tab, World, refusal, together, until

CLIENT_IDS = count(1)
Opened = tuple[Rooms, Recorder]


@pytest.fixture
def rooms(world: World) -> Opened:
    channel = Recorder()
    return Rooms(world.surroundings, lambda _: channel), channel


def enter(world: World, rooms: Opened) -> Tab:
    with rooms[0].entering(world.document_id, "key") as room:
        tab = Tab(room, rooms[1], world.person(), next(CLIENT_IDS))
        tab.join()
    return tab


def leave(rooms: Opened, tab: Tab) -> None:
    until(lambda: not tab.room._writer.busy)
    tab.room.leave(tab.connection)
    rooms[0].tidy()


def test_all_who_enter_while_it_is_open_share_one_room(world: World, rooms: Opened) -> None:
    ana, ben = enter(world, rooms), enter(world, rooms)
    assert ana.room is ben.room
    leave(rooms, ana)
    assert enter(world, rooms).room is ben.room


def test_a_room_closes_with_the_last_one_and_opens_again_with_its_text(
    world: World, rooms: Opened
) -> None:
    ana = enter(world, rooms)
    ana.type("We agree")
    leave(rooms, ana)
    ben = enter(world, rooms)
    assert ben.room is not ana.room
    assert ben.text == "We agree"
    ben.type(" now")
    assert world.log_text() == "We agree now"
    assert refusal(lambda: ana.type("late")) == "forbidden"


def test_a_room_stays_open_for_those_on_the_way_in(world: World, rooms: Opened) -> None:
    with rooms[0].entering(world.document_id, "key") as first:
        rooms[0].tidy()
        with rooms[0].entering(world.document_id, "key") as second:
            assert first is second
        with rooms[0].entering(world.document_id, "key") as third:
            assert first is third


def test_a_room_in_which_nobody_could_enter_is_closed(world: World, rooms: Opened) -> None:
    visitor = world.person()
    world.end_session(visitor)
    with rooms[0].entering(world.document_id, "key") as room:
        assert refusal(lambda: room.join(visitor, [1], {}, None)) == "forbidden"
    with rooms[0].entering(world.document_id, "key") as again:
        assert again is not room


@pytest.mark.parametrize("failure", [OSError, ReplayDiffers])
def test_a_room_that_cannot_make_its_snapshot_closes_all_the_same(
    world: World, rooms: Opened, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    tried = []

    def fail(*_: object) -> None:
        tried.append(failure)
        raise failure

    monkeypatch.setattr("realtime.writer.COMPACT_AFTER_UPDATES", 1)
    monkeypatch.setattr("realtime.log.compact", fail)
    ana = enter(world, rooms)
    ana.type("kept")
    leave(rooms, ana)
    reader = enter(world, rooms)
    leave(rooms, reader)
    assert tried == [failure] * 2, "in the flush, and when a reader left"
    assert enter(world, rooms).text == "kept"


def test_rights_are_read_again_in_every_room(world: World, rooms: Opened) -> None:
    rooms[0].recheck()
    ana = enter(world, rooms)
    world.end_session(ana.visitor)
    rooms[0].recheck()
    assert refusal(lambda: ana.type("a")) == "forbidden"


def test_a_room_whose_rights_cannot_be_read_hinders_no_other(
    world: World, rooms: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = enter(world, rooms)
    broken = Room(0, ana.channel, world.surroundings)
    monkeypatch.setattr(broken, "recheck", lambda _: 1 / 0)
    rooms[0]._open = {0: broken, **rooms[0]._open}
    world.end_session(ana.visitor)
    rooms[0].recheck()
    assert refusal(lambda: ana.type("a")) == "forbidden"
    assert ana.channel.of(ana.connection, "resync") == [{"reason": "rights"}]


def test_who_comes_in_while_the_rights_are_read_stays(
    world: World, rooms: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    enter(world, rooms)
    came: list[Tab] = []
    is_done = threading.Event()

    def let_somebody_in(*details: object) -> None:
        if "sign_in_sessions" in str(details[2]) and not is_done.is_set():
            is_done.set()
            together(lambda: came.append(enter(world, rooms)))

    event.listen(world.database.engine, "after_cursor_execute", let_somebody_in)
    rooms[0].recheck()
    (newcomer,) = came
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
    assert newcomer.channel.of(newcomer.connection, "resync") == []
    assert newcomer.type("a") == 1
