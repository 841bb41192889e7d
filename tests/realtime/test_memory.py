"""A text that nobody has open any more is held by nothing, and its memory is given back."""

import weakref

import pytest

from realtime.memory import GIVE_BACK_UNITS, Leavings, give_back
from tests.realtime.conftest import World, until


def test_leavings_are_given_back_once_they_are_worth_it() -> None:
    leavings = Leavings()
    added = [leavings.add(units) for units in (1, GIVE_BACK_UNITS - 2, 1, GIVE_BACK_UNITS - 1, 1)]
    assert added == [False, False, True, False, True]


def test_giving_back_changes_nothing_that_is_held() -> None:
    held = [str(number) * 100 for number in range(1000)]
    give_back()
    assert held == [str(number) * 100 for number in range(1000)]


def test_a_closed_room_lets_go_of_its_text_and_says_how_much_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[int] = []
    monkeypatch.setattr("realtime.writer.let_go", gone.append)
    ana = world.joined()
    ana.type("We agree")
    until(lambda: not world.room._writer.busy)
    text = weakref.ref(world.room._writer._text)
    world.room.close()
    assert gone == [len("We agree")]
    assert text() is None
    world.room.close()
    assert gone[1:] == [0]


def test_who_writes_after_all_finds_the_text_again(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    ana.type("We ")
    until(lambda: not world.room._writer.busy)
    world.room.close()
    assert ana.type("agree") == 2
    until(lambda: ben.text == "We agree")
    assert ben.channel.of(ben.connection, "resync") == []
