"""Many runs of text for one place are refused, however they come."""

import pytest

from realtime import gate, limits
from realtime.contents import read
from realtime.errors import Refused
from realtime.pairs import Pairs
from realtime.rivals import Rivals
from tests.realtime.conftest import World, refusal
from tests.realtime.encoder import deleted, skip, text, update

ANA, BEN = 7, 9
LEFT, RIGHT = (ANA, 1), (ANA, 2)


def rivals_after(*updates: bytes) -> Rivals:
    rivals = Rivals()
    for one in updates:
        rivals.add(read(one, len(one), len(one)))
    return rivals


def most(rivals: Rivals, raw: bytes) -> int:
    return rivals.most_with(read(raw, len(raw), len(raw)))


def test_runs_between_the_same_neighbours_are_counted_whoever_wrote_them() -> None:
    rivals = rivals_after(
        update((ANA, 0, [text("abc")])),
        update((BEN, 0, [text("x", LEFT, RIGHT), deleted(2, LEFT, RIGHT)])),
        update((8, 0, [text("x", LEFT, RIGHT)])),
    )
    assert most(rivals, update((5, 0, [text("x", LEFT, RIGHT)]))) == 4
    assert most(rivals, update((5, 0, [text("x", LEFT)]))) == 1
    assert most(rivals, update((5, 0, [text("x"), text("x")]))) == 3


def test_what_is_sent_again_is_not_counted_again() -> None:
    first = update((BEN, 0, [text("x", LEFT, RIGHT)]))
    assert most(rivals_after(first, first), first) == 0
    more = update((BEN, 0, [skip(1), text("y", LEFT, RIGHT)]))
    assert most(rivals_after(first, first), more) == 2


def test_what_goes_on_is_no_rival() -> None:
    typed = [update((ANA, at, [text("a", (ANA, at - 1))])) for at in range(1, 9)]
    assert most(rivals_after(*typed), update((ANA, 9, [text("a", (ANA, 8))]))) == 0


def test_the_bound_is_reached_but_never_passed_by_one_update_or_by_many() -> None:
    def judge(count: int, before: Rivals) -> None:
        raw = update((BEN, 0, [text("x")] * count))
        gate.judge(raw, {}, {BEN}, Pairs(), before)

    others = update((ANA, 0, [text("x")] * 200))
    for before, left in ((Rivals(), limits.MAX_RIVALS), (rivals_after(others), 100)):
        judge(left, before)
        with pytest.raises(gate.Rejected, match="too_large"):
            judge(left + 1, before)


@pytest.mark.parametrize("reopened", [False, True])
def test_a_document_counts_them_over_all_updates_and_after_it_was_opened_again(
    world: World, monkeypatch: pytest.MonkeyPatch, reopened: bool
) -> None:
    monkeypatch.setattr("realtime.gate.MAX_RIVALS", 4)
    ana, ben = world.joined(), world.joined()
    ana.send(update((ana.client_id, 0, [text("x")] * 2)))
    ben.send(update((ben.client_id, 0, [text("x")] * 2)))
    eve = world.joined(room=world.another_room()) if reopened else world.joined()
    assert refusal(lambda: eve.send(update((eve.client_id, 0, [text("x")])))) == "too_large"
    assert eve.send(update((eve.client_id, 0, [text("x", (ana.client_id, 0))]))) == 3


def test_the_rivals_of_one_flush_are_counted_together(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.gate.MAX_RIVALS", 3)
    tabs = [world.joined(), world.joined()]
    raw = [update((tab.client_id, 0, [text("x")] * 2)) for tab in tabs]
    first, second = world.in_one_flush(*(lambda n=n: tabs[n].send(raw[n]) for n in (0, 1)))
    assert first == 1
    assert isinstance(second, Refused)
    assert second.code == "too_large"


def test_of_a_flood_only_what_the_bound_allows_is_kept(world: World) -> None:
    tabs = [world.joined() for _ in range(3)]
    for tab in tabs:
        flood = update((tab.client_id, 0, [text("x")] * limits.MAX_NEW_STRUCTS))
        assert refusal(lambda tab=tab, flood=flood: tab.send(flood)) == "too_large"
        tab.send(update((tab.client_id, 0, [text("x")] * (limits.MAX_RIVALS // 3))))
    late = world.joined(room=world.another_room())
    assert late.text == world.log_text() == "x" * limits.MAX_RIVALS
