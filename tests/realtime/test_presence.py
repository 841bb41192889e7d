"""Who is in a document shows in every process, whatever is lost between them."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from app.domain.roles import Role
from app.notices import Appended, Changed
from realtime.limits import PRESENCE_LOST_SECONDS
from realtime.rings import Ring
from realtime.rooms import Rooms
from tests.realtime.conftest import NOW, Recorder, Tab, World, refusal, until

CLIENT_IDS = count(10_000)
CURSOR = {"anchor": b"a", "head": b"h"}


@dataclass
class Process:
    """The rooms of one process; what it rings waits until the town carries it."""

    name: str
    world: World
    town: "Town"
    rung: list[Ring] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.channel = Recorder()
        around = replace(self.world.surroundings, now=lambda: self.town.now, ring=self.rung.append)
        self.rooms = Rooms(around, lambda _: self.channel, around.database)

    def enter(self, client_id: int | None = None, role: Role = Role.MEMBER) -> Tab:
        visitor = self.world.person(role)
        with self.rooms.entering(self.world.document_id, "key") as room:
            tab = Tab(room, self.channel, visitor, client_id or next(CLIENT_IDS))
            tab.join()
        return tab

    def sees(self, tab: Tab) -> set[int]:
        """The client ids of the others, as a browser that heard everything knows them."""
        present: dict[int, Any] = {}
        for payload in self.channel.of(tab.connection, "awareness"):
            present[payload["clientId"]] = payload["person"]
        return {client_id for client_id, person in present.items() if person}


class Town:
    """Two processes, and the way between them."""

    def __init__(self, world: World) -> None:
        self.now: datetime = NOW
        self.one, self.two = (Process(name, world, self) for name in ("one", "two"))

    def carry(self) -> None:
        """Deliver everything that is rung, and what is rung because of it."""
        while self.one.rung or self.two.rung:
            for sender, reader in ((self.one, self.two), (self.two, self.one)):
                rings, sender.rung[:] = list(sender.rung), []
                for ring in rings:
                    reader.rooms.hear(sender.name, ring)

    def lose(self) -> None:
        """Nothing that is rung arrives."""
        self.one.rung.clear()
        self.two.rung.clear()

    def tell_all(self) -> None:
        self.one.rooms.tell_presence()
        self.two.rooms.tell_presence()
        self.carry()

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def forget_silent(self) -> None:
        self.one.rooms.forget_silent()
        self.two.rooms.forget_silent()


@pytest.fixture
def town(world: World) -> Town:
    return Town(world)


def test_who_comes_moves_and_goes_is_seen_on_the_other_process(town: Town) -> None:
    ana, ben = town.one.enter(), town.two.enter()
    town.carry()
    assert town.one.sees(ana) == {ben.client_id}
    assert town.two.sees(ben) == {ana.client_id}
    ana.room.move_cursor(ana.connection, CURSOR)
    town.carry()
    assert ben.channel.of(ben.connection, "awareness")[-1]["cursor"] == CURSOR
    ana.room.leave(ana.connection)
    town.carry()
    assert town.two.sees(ben) == set()


def test_the_first_one_on_a_process_is_told_who_is_on_the_others(town: Town) -> None:
    ana = town.one.enter()
    ana.room.move_cursor(ana.connection, CURSOR)
    town.carry()
    ben = town.two.enter()
    town.carry()
    (seen,) = ben.channel.of(ben.connection, "awareness")
    assert (seen["clientId"], seen["cursor"]) == (ana.client_id, CURSOR)
    late = town.two.enter()
    assert town.two.sees(late) == {ana.client_id, ben.client_id}


def test_what_got_lost_is_mended_by_telling_everyone_again(town: Town) -> None:
    ana, ben = town.one.enter(), town.two.enter()
    town.lose()
    town.tell_all()
    assert town.one.sees(ana) == {ben.client_id}
    assert town.two.sees(ben) == {ana.client_id}
    eve = town.one.enter()
    town.carry()
    eve.room.leave(eve.connection)
    town.lose()
    assert town.two.sees(ben) == {ana.client_id, eve.client_id}
    town.tell_all()
    assert town.two.sees(ben) == {ana.client_id}


def test_who_was_on_a_dead_process_is_gone_after_a_while(town: Town) -> None:
    ana, ben = town.one.enter(), town.two.enter()
    town.carry()
    town.wait(PRESENCE_LOST_SECONDS)
    town.forget_silent()
    assert town.two.sees(ben) == {ana.client_id}
    town.wait(1)
    town.forget_silent()
    assert town.two.sees(ben) == set()


def test_who_says_nothing_new_is_not_taken_for_dead(town: Town) -> None:
    ana, ben = town.one.enter(), town.two.enter()
    town.carry()
    for _ in range(3):
        town.wait(PRESENCE_LOST_SECONDS - 1)
        town.tell_all()
        town.forget_silent()
    assert town.two.sees(ben) == {ana.client_id}


def test_a_tab_that_moved_to_the_other_process_is_one_tab(town: Town, world: World) -> None:
    """Its old line is cut only later, and then nobody is told that it left."""
    ana, ben = town.one.enter(), town.two.enter()
    town.carry()
    moved = world.another_tab_of(ana.visitor)
    with town.two.rooms.entering(world.document_id, "key") as room:
        again = Tab(room, town.two.channel, moved, ana.client_id)
        again.join()
    town.carry()
    assert town.two.sees(again) == {ben.client_id}
    heard = len(ben.channel.of(ben.connection, "awareness"))
    ana.room.leave(ana.connection)
    town.carry()
    assert len(ben.channel.of(ben.connection, "awareness")) == heard
    assert town.two.sees(ben) == {ana.client_id}


def test_when_its_old_line_is_cut_a_moved_tab_is_seen_where_it_is_now(
    town: Town, world: World
) -> None:
    eve, ana, _ = town.one.enter(), town.one.enter(), town.two.enter()
    town.carry()
    with town.two.rooms.entering(world.document_id, "key") as room:
        again = Tab(room, town.two.channel, world.another_tab_of(ana.visitor), ana.client_id)
        again.join()
    room.move_cursor(again.connection, CURSOR)
    town.carry()
    ana.room.leave(ana.connection)
    last = eve.channel.of(eve.connection, "awareness")[-1]
    assert (last["clientId"], last["cursor"]) == (ana.client_id, CURSOR)


def test_ids_claimed_on_one_process_are_known_on_the_other(town: Town, world: World) -> None:
    ana, ben = town.one.enter(), town.two.enter()
    later = town.one.enter()
    later.type("We agree")
    moved = world.another_tab_of(later.visitor)
    again = Tab(ben.room, town.two.channel, moved, later.client_id)
    answer = again.join()
    assert answer["people"][str(later.client_id)]["name"] == "Somebody"
    assert again.type(" now")
    thief = Tab(ben.room, town.two.channel, world.person(), ana.client_id)
    assert refusal(thief.join) == "forged"


def test_who_only_reads_under_an_id_keeps_it_on_every_process(town: Town, world: World) -> None:
    reader = town.one.enter(role=Role.OBSERVER)
    town.two.enter()
    town.carry()
    with town.two.rooms.entering(world.document_id, "key") as room:
        thief = Tab(room, town.two.channel, world.person(), reader.client_id)
        assert refusal(thief.join) == "forged"


def test_what_one_process_wrote_is_read_when_it_rings(town: Town) -> None:
    ana, ben = town.one.enter(), town.two.enter()
    ana.type("We agree")
    assert Appended(ana.room.document_id, 1) in town.one.rung
    town.carry()
    until(lambda: ben.text == "We agree")
    ben.type(" now")
    town.carry()
    until(lambda: ana.text == "We agree now")


def test_a_ring_that_says_nothing_new_reads_nothing(
    town: Town, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = town.one.enter()
    ana.type("We agree")
    until(lambda: not ana.room.busy)
    reads: list[object] = []
    monkeypatch.setattr(world.database, "read", lambda: reads.append(1))
    town.one.rooms.hear("two", Appended(world.document_id, 1))
    assert not ana.room.busy
    assert reads == []


def test_rings_about_what_nobody_here_has_open_change_nothing(town: Town, world: World) -> None:
    ana = town.one.enter()
    town.carry()
    ana.room.leave(ana.connection)
    until(lambda: ana.room.idle)
    town.one.rooms.hear("two", Appended(world.document_id, 9))
    town.one.rooms.hear("two", Appended(404, 9))
    assert ana.room.idle


def test_a_notice_reaches_who_has_the_document_open(town: Town, world: World) -> None:
    ana, ben = town.one.enter(), town.two.enter()
    change = Changed(world.document_id, "threads", "k3y")
    town.one.rooms.hear("", change)
    town.two.rooms.hear("one", change)
    town.one.rooms.hear("", Changed(404, "threads"))
    for tab in (ana, ben):
        told = tab.channel.of(tab.connection, "changed")
        assert told == [{"what": "threads", "id": "k3y"}]


def test_a_document_that_is_full_lets_nobody_more_in(
    town: Town, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.presence.MAX_PRESENT", 2)
    ana, _ = town.one.enter(), town.two.enter()
    town.carry()
    late = Tab(ana.room, town.one.channel, world.person(), next(CLIENT_IDS))
    assert refusal(late.join) == "busy"
    ana.join()
    assert ana.type("still here")
