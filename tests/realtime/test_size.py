"""A text stays within its bound, and a person within what they may send in a minute."""

import pytest

from realtime.allowance import Allowance
from realtime.contents import read
from realtime.errors import Refused
from realtime.limits import BYTES_A_MINUTE
from realtime.payloads import size_of
from realtime.size import Size
from tests.realtime.conftest import World, refusal
from tests.realtime.encoder import deleted, text, update


@pytest.fixture(autouse=True)
def most(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("batch", "shared_text"):
        monkeypatch.setattr(f"realtime.{module}.MAX_TEXT_BYTES", 10)


def test_what_is_brought_counts_in_bytes_until_the_text_is_counted() -> None:
    size = Size("é")
    size.add(read(update((7, 0, [text("aé"), deleted(5), text("😀")])), 9, 9))
    assert size.at_most == 2 + 3 + 4
    size.count("a")
    assert size.at_most == 1


@pytest.mark.parametrize("reopened", [False, True])
def test_a_text_is_filled_to_its_bound_and_no_further(world: World, reopened: bool) -> None:
    world.joined().type("0123456")
    ana = world.joined(room=world.another_room() if reopened else None)
    assert refusal(lambda: ana.send(update((ana.client_id, 0, [text("0123")])))) == "too_large"
    assert ana.send(update((ana.client_id, 0, [text("012")]))) == 2
    assert len(world.log_text()) == 10


def test_those_of_one_flush_count_together(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    first, second = world.in_one_flush(lambda: ana.type("012345"), lambda: ben.type("012345"))
    assert (first, second.code) == (1, "too_large")


def test_what_is_deleted_makes_room_and_deleting_is_always_allowed(world: World) -> None:
    ana = world.joined()
    ana.type("0123456789")
    assert ana.send(update(deletions=[(ana.client_id, [(0, 4)])])) == 2
    assert ana.send(update((ana.client_id, 10, [text("abcd")]))) == 3
    assert refusal(lambda: ana.send(update((ana.client_id, 14, [text("e")])))) == "too_large"
    assert len(world.log_text()) == 10


def test_a_person_sends_so_many_bytes_a_minute_and_hinders_nobody_else() -> None:
    allowance = Allowance()
    allowance.spend("update", 1, BYTES_A_MINUTE // 2)
    allowance.spend("join", 1, BYTES_A_MINUTE // 2)
    allowance.spend("awareness", 1, 0)
    with pytest.raises(Refused, match="busy"):
        allowance.spend("beacon", 1, 1)
    allowance.spend("update", 2, BYTES_A_MINUTE)


def test_all_bytes_of_a_payload_count() -> None:
    assert size_of({"document": "x", "update": b"123", "stateVector": b"12"}) == 5
    assert [size_of(data) for data in (None, [], "abc", {"update": "abc"})] == [0, 0, 0, 0]
