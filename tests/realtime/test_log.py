"""The log is the text: rows stay, snapshots say the same, what moved on is not written over."""

import hashlib
import threading
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from app.domain.lifecycle import State
from app.models import Document, Snapshot
from realtime import log
from realtime.errors import Refused
from realtime.folding import Folded, fold, fold_elsewhere
from realtime.log import Entry, Head, ReplayDiffers
from realtime.room import Room
from realtime.text_edits import text_in
from tests.realtime import encoder
from tests.realtime.conftest import NOW, Tab, World, refusal, until


def head(world: World) -> Head:
    with world.database.read() as session:
        return log.head_of(session, world.document_id)


def compact(world: World, live: str, at: Head | None = None) -> None:
    live = hashlib.sha256(live.encode()).hexdigest()
    log.compact(world.database, world.document_id, at or head(world), live, NOW)


def snapshots(world: World) -> list[int]:
    with world.database.read() as session:
        return list(session.scalars(select(Snapshot.seq).order_by(Snapshot.seq)))


def reopened(world: World) -> str:
    with world.database.read() as session:
        return log.text_of(session, world.document_id)


def test_a_snapshot_keeps_the_rows_and_the_text(world: World) -> None:
    ana = world.joined()
    for letter in "abc":
        ana.type(letter)
    compact(world, "abc")
    ana.type("d")
    with world.database.read() as session:
        doc, seq, tail = log.load(session, world.document_id)
    assert (text_in(doc), seq, tail) == ("abcd", 4, 1)
    assert [row.seq for row in world.rows()] == [1, 2, 3, 4]
    assert world.log_text() == reopened(world) == "abcd"


def test_a_snapshot_replaces_those_before_it_and_none_is_made_of_nothing_new(world: World) -> None:
    ana = world.joined()
    for text in ("a", "ab"):
        ana.type(text[-1])
        compact(world, text)
        assert snapshots(world) == [len(text)]
    compact(world, "ab")
    assert snapshots(world) == [2]
    assert world.log_text() == reopened(world) == "ab"


def test_a_snapshot_of_one_document_leaves_those_of_others(world: World) -> None:
    with world.database.write() as session:
        another = Document(group_id=world.group_id, title="Vision", created_at=NOW)
        session.add(another)
        session.flush()
        session.add(Snapshot(document_id=another.id, seq=9, payload=b"", at=NOW))
    world.joined().type("a")
    compact(world, "a")
    assert snapshots(world) == [1, 9]


def test_a_snapshot_holds_what_its_head_holds_and_no_later_row(world: World) -> None:
    ana = world.joined()
    ana.type("a")
    then = head(world)
    ana.type("b")
    compact(world, "a", then)
    assert snapshots(world) == [1]
    assert reopened(world) == "ab"


def test_who_folds_more_slowly_than_another_process_changes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = world.joined()
    ana.type("a")
    then = head(world)

    def overtaken(updates: Sequence[bytes]) -> Folded:
        ana.type("b")
        compact(world, "ab")
        return fold(updates)

    live = hashlib.sha256(b"a").hexdigest()
    log.compact(world.database, world.document_id, then, live, NOW, overtaken)
    assert snapshots(world) == [2]
    assert reopened(world) == world.log_text() == "ab"


def test_no_snapshot_is_kept_of_a_generation_that_is_over(world: World) -> None:
    world.joined().type("a")
    then = head(world)
    world.set_generation(2)
    compact(world, "a", then)
    assert snapshots(world) == []


def test_no_snapshot_is_made_of_another_text_than_the_live_one(world: World) -> None:
    world.joined().type("a")
    with pytest.raises(ReplayDiffers):
        compact(world, "b")
    assert snapshots(world) == []


def test_no_snapshot_is_made_that_would_read_otherwise(world: World) -> None:
    """Text after a unit, and before one that stands further left: no browser writes that."""
    ana = world.joined()
    ana.type("abcdefghi")
    me = ana.client_id
    ana.send(encoder.update((me, 9, [encoder.text("!", (me, 8), (me, 7))])))
    with pytest.raises(ReplayDiffers):
        compact(world, reopened(world))
    assert snapshots(world) == []
    assert reopened(world) == world.log_text()


def typed(world: World, tab: Tab, letters: str) -> None:
    for letter in letters:
        tab.type(letter)
    until(lambda: not world.room._writer.busy)


def test_a_long_tail_is_folded_while_people_write(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.long_tail.COMPACT_AFTER_UPDATES", 3)
    ana, ben = world.joined(), world.joined()
    typed(world, ana, "ab")
    assert snapshots(world) == []
    typed(world, ana, "c")
    assert snapshots(world) == [3]
    typed(world, ana, "de")
    assert snapshots(world) == [3]
    typed(world, ana, "f")
    assert snapshots(world) == [6]
    assert len(world.rows()) == 6
    assert ben.text == reopened(world) == "abcdef"
    assert ben.channel.of(ben.connection, "resync") == []


def test_a_long_history_is_folded_in_the_background_while_people_write_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slowly(updates: Sequence[bytes]) -> Folded:
        started.set()
        assert go_on.wait(20)
        return fold_elsewhere(updates)

    monkeypatch.setattr("realtime.long_tail.FOLD_HERE_UNITS", 2)
    monkeypatch.setattr("realtime.long_tail.COMPACT_AFTER_UPDATES", 3)
    monkeypatch.setattr("realtime.long_tail.fold_elsewhere", slowly)
    ana, ben = world.joined(), world.joined()
    typed(world, ana, "abc")
    assert started.wait(20)
    typed(world, ana, "d")
    assert snapshots(world) == []
    go_on.set()
    until(lambda: snapshots(world) == [3])
    assert ben.text == reopened(world) == world.log_text() == "abcd"


def test_the_more_was_written_the_longer_a_tail_may_grow(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.long_tail.COMPACT_AFTER_UPDATES", 2)
    monkeypatch.setattr("realtime.long_tail.COMPACT_AFTER_SHARE", 0.5)
    ana = world.joined()
    ana.type("abcdef")
    typed(world, ana, "gh")
    assert snapshots(world) == []
    typed(world, ana, "ijkl")
    assert snapshots(world) == [5]


def test_a_long_tail_that_is_found_is_folded_when_the_last_one_leaves(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(world, world.joined(), "abc")
    monkeypatch.setattr("realtime.long_tail.COMPACT_AFTER_UPDATES", 3)
    room = world.another_room()
    world.joined(room=room)
    assert snapshots(world) == []
    room.close()
    assert snapshots(world) == [3]


def test_text_that_no_snapshot_can_hold_is_tried_again_only_after_as_many_rows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def differ(*_: object) -> None:
        tried.append(len(world.rows()))
        raise ReplayDiffers

    monkeypatch.setattr("realtime.long_tail.COMPACT_AFTER_UPDATES", 3)
    monkeypatch.setattr("realtime.log.compact", differ)
    typed(world, world.joined(), "abcdefg")
    assert tried == [3, 6]
    assert world.log_text() == "abcdefg"


def test_rows_of_another_process_are_told_before_they_are_folded(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.long_tail.COMPACT_AFTER_UPDATES", 3)
    ana, ben = world.joined(), world.joined(room=world.another_room())
    ben.type("a")
    ben.type("b")
    typed(world, ana, "c")
    assert snapshots(world) == [3]
    assert ana.text == world.log_text()


def append(world: World, after: Head) -> None:
    with world.database.write() as session:
        author = world.rows()[0].author_id
        log.append(session, world.document_id, after, [Entry(author, [1], b"\0\0")], NOW)


@pytest.mark.parametrize(
    ("after", "code"),
    [
        (Head(0, State.DRAFTING, 1), "busy"),
        (Head(2, State.DRAFTING, 1), "busy"),
        (Head(1, State.DRAFTING, 2), "busy"),
        (Head(1, State.FROZEN, 1), "frozen"),
    ],
)
def test_rows_follow_the_head_or_are_not_written(world: World, after: Head, code: str) -> None:
    world.joined().type("a")
    if after.state is not State.DRAFTING:
        world.set_state(after.state)
    assert refusal(lambda: append(world, after)) == code
    assert len(world.rows()) == 1


def test_a_document_that_is_not_there_has_no_head(world: World) -> None:
    with world.database.read() as session, pytest.raises(Refused, match="forbidden"):
        log.head_of(session, 404)


def test_a_failed_load_opens_no_room_and_stores_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.joined().type("kept")

    def unreadable(*_: object) -> None:
        raise OSError("unreadable")

    monkeypatch.setattr(log, "load", unreadable)
    late = world.tab(room=world.another_room())
    with pytest.raises(OSError, match="unreadable"):
        late.join()
    assert late.room.idle
    assert refusal(lambda: late.send(b"\0\0")) == "forbidden"
    monkeypatch.undo()
    assert world.log_text() == "kept"
    assert late.join()["seq"] == 1
    assert late.text == "kept"


def test_rooms_are_given_no_document_that_does_not_exist(world: World) -> None:
    nowhere = Room(404, world.tab().channel, world.surroundings)
    visitor = world.person()
    assert refusal(lambda: nowhere.join(visitor, [1], {}, None)) == "forbidden"
