"""Acknowledged means committed; in order, once, and only while one may."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import text

from app.database import Database
from app.domain.lifecycle import State
from app.domain.roles import Role
from realtime import shared_text
from realtime.contents import read
from realtime.encoding import decode_state_vector
from realtime.errors import Refused
from realtime.queue import Pending, Queue
from tests.listening import listening
from tests.realtime import encoder
from tests.realtime.conftest import World, refusal, together, until
from tests.servers.faults import refusing


class Panic(BaseException):
    """What pycrdt raises when it panics derives from BaseException only."""


def test_what_is_acknowledged_is_committed(world: World) -> None:
    ana = world.joined()
    update = ana.write("We")
    seq = ana.send(update)
    (row,) = world.rows()
    assert (row.seq, row.payload) == (seq, update) == (1, update)
    assert row.author_id == ana.visitor.person_id
    assert row.client_ids == [ana.client_id]


def test_one_flush_is_one_transaction_with_consecutive_seqs(world: World) -> None:
    tabs = [world.joined() for _ in range(5)]
    commits = []
    with listening(world.database.engine, "commit", commits.append):
        seqs = world.in_one_flush(*(lambda tab=tab: tab.type("a") for tab in tabs))
    assert seqs == [1, 2, 3, 4, 5]
    assert [row.author_id for row in world.rows()] == [tab.visitor.person_id for tab in tabs]
    assert len(commits) == 1


def test_each_senders_order_is_kept(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    updates = [(tab, tab.write(letter)) for letter in "abc" for tab in (ana, ben)]
    world.in_one_flush(*(lambda one=one: one[0].send(one[1]) for one in updates))
    assert [row.payload for row in world.rows()] == [update for _, update in updates]


def test_a_lone_sender_hears_no_echo_and_everyone_else_hears_once(world: World) -> None:
    ana, ben, eve = (world.joined() for _ in range(3))
    update = ana.write("We")
    ana.send(update)
    until(lambda: ben.channel.of(eve.connection, "update"))
    assert ana.channel.of(ana.connection, "update") == []
    for other in (ben, eve):
        assert other.channel.of(other.connection, "update") == [{"update": update, "seq": 1}]


def test_what_several_send_in_one_flush_everyone_gets_in_one_message(world: World) -> None:
    ana, ben, eve = (world.joined() for _ in range(3))
    world.in_one_flush(lambda: ana.type("a"), lambda: ben.type("b"))
    for tab in (ana, ben, eve):
        assert len(tab.channel.of(tab.connection, "update")) == 1
        assert tab.text == world.log_text()


def test_eight_who_type_at_once_end_with_one_text(world: World) -> None:
    tabs = [world.joined() for _ in range(8)]
    together(*(lambda tab=tab: [tab.type(letter) for letter in "abcdef"] for tab in tabs))
    until(lambda: not world.room._writer.busy)
    assert [row.seq for row in world.rows()] == list(range(1, 49))
    assert {tab.text for tab in tabs} == {world.log_text()}
    assert sorted(world.log_text()) == sorted("abcdef" * 8)


FROZEN = {state: lambda world, _, state=state: world.set_state(state) for state in State}
del FROZEN[State.DRAFTING]
WITHOUT_RIGHT = {
    "a reviewer": lambda world, ana: world.set_role(ana.visitor, Role.REVIEWER),
    "an observer": lambda world, ana: world.set_role(ana.visitor, Role.OBSERVER),
    "signed out": lambda world, ana: world.end_session(ana.visitor),
}


@pytest.mark.parametrize("change", FROZEN.values(), ids=FROZEN)
def test_no_state_but_drafting_takes_an_edit(world: World, change: Any) -> None:
    ana = world.joined()
    change(world, ana)
    assert refusal(lambda: ana.type("a")) == "frozen"
    assert world.rows() == []


@pytest.mark.parametrize("change", WITHOUT_RIGHT.values(), ids=WITHOUT_RIGHT)
def test_who_may_no_longer_edit_is_refused(world: World, change: Any) -> None:
    ana = world.joined()
    ana.type("a")
    change(world, ana)
    assert refusal(lambda: ana.type("b")) == "forbidden"
    assert world.log_text() == "a"


def test_typing_on_after_a_freeze_does_not_make_the_server_replay_the_log(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = world.joined()
    ana.type("a")
    world.set_state(State.FROZEN)
    replays: list[object] = []
    load = shared_text.log.load
    monkeypatch.setattr(
        shared_text.log, "load", lambda *args: (replays.append(args), load(*args))[1]
    )
    assert [refusal(lambda: ana.type("b")) for _ in range(3)] == ["frozen"] * 3
    assert replays == []


@pytest.mark.parametrize("change", [*WITHOUT_RIGHT.values(), *FROZEN.values()])
def test_a_right_lost_while_the_update_waits_is_lost(world: World, change: Any) -> None:
    ana, ben = world.joined(), world.joined()
    results = world.in_one_flush(lambda: ana.type("a"), meanwhile=lambda: change(world, ana))
    assert isinstance(results[0], Refused)
    assert results[0].code in ("forbidden", "frozen")
    assert world.rows() == []
    assert ben.channel.of(ben.connection, "update") == []


def test_an_update_for_another_generation_is_refused(world: World) -> None:
    ana = world.joined()
    world.set_generation(2)
    assert refusal(lambda: ana.type("a")) == "stale_generation"
    assert world.rows() == []
    assert ana.channel.of(ana.connection, "resync")
    assert refusal(lambda: ana.join()) == "stale_generation"


def test_nothing_lands_after_a_freeze_and_all_acknowledged_before(world: World) -> None:
    tabs = [world.joined() for _ in range(8)]
    acknowledged: list[int] = []
    started, frozen_at = threading.Event(), []

    def type_until_frozen(tab: Any) -> str:
        while True:
            try:
                acknowledged.append(tab.type("a"))
            except Refused as refused:
                return refused.code
            if len(acknowledged) > 20:
                started.set()

    def freeze() -> None:
        assert started.wait(20)
        with world.database.write() as session:
            session.execute(text("UPDATE documents SET state = 'frozen'"))
            frozen_at.append(session.execute(text("SELECT max(seq) FROM updates")).scalar())

    *codes, _ = together(*(lambda tab=tab: type_until_frozen(tab) for tab in tabs), freeze)
    assert codes == ["frozen"] * 8
    assert [row.seq for row in world.rows()] == sorted(acknowledged)
    assert len(acknowledged) == frozen_at[0]


@contextmanager
def full_disk(database: Database) -> Iterator[None]:
    """There is room for no more than what is there already."""
    if database.engine.dialect.name != "sqlite":
        with refusing(database, "INSERT", "updates"):
            yield
        return
    with database.engine.connect() as connection:
        most = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def limit(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {most}")

    with listening(database.engine, "checkout", limit):
        yield
    database.engine.dispose()  # its connections would keep to that


def test_a_full_disk_is_answered_with_busy_and_loses_nothing(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    ana.type("before ")
    update = ana.write("x" * 100_000)
    with full_disk(world.database):
        assert refusal(lambda: ana.send(update)) == "busy"
        assert world.log_text() == "before "
    assert ana.send(update) == 2
    until(lambda: ben.text == ana.text)
    assert ben.text == world.log_text() == "before " + "x" * 100_000


def test_a_commit_that_fails_is_answered_with_busy_and_loses_nothing(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    updates = [ana.write("a"), ana.write("b")]
    with refusing(world.database, "UPDATE", "documents"):
        results = world.in_one_flush(
            *(lambda update=update: ana.send(update) for update in updates)
        )
        assert [result.code for result in results] == ["busy", "busy"]
        assert world.rows() == []
    assert [ana.send(update) for update in updates] == [1, 2]
    until(lambda: ben.text == "ab")
    assert world.log_text() == "ab"


def test_only_the_update_that_cannot_be_applied_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben, eve = (world.joined() for _ in range(3))
    poison = ben.write("poison")
    applied = shared_text.SharedText.applied

    def panic_at_poison(text: Any, updates: Any, clocks: Any) -> Any:
        if poison in updates:
            raise Panic
        return applied(text, updates, clocks)

    monkeypatch.setattr(shared_text.SharedText, "applied", panic_at_poison)
    results = world.in_one_flush(
        lambda: ana.type("a"), lambda: ben.send(poison), lambda: eve.type("e")
    )
    assert (results[0], results[2]) == (1, 2)
    assert isinstance(results[1], Refused)
    assert results[1].code == "malformed"
    assert sorted(world.log_text()) == ["a", "e"]
    for tab in (ana, ben, eve):
        assert tab.channel.of(tab.connection, "resync") == [{"reason": "reloaded"}]


def test_a_document_that_is_not_where_the_gate_said_is_loaded_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = world.joined()
    monkeypatch.setattr(shared_text, "decode_state_vector", lambda _: {})
    assert refusal(lambda: ana.type("a")) == "malformed"
    monkeypatch.undo()
    assert world.rows() == []
    ben = world.joined()
    ben.type("b")
    assert world.log_text() == "b"


def test_when_nobody_can_be_told_the_next_one_makes_all_rejoin(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = world.joined(), world.joined()

    def broken(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(ana.channel, "send", broken)
    assert ana.type("a") == 1
    until(lambda: not world.room._writer.busy)
    monkeypatch.undo()
    assert ana.type("b") == 2
    until(lambda: ben.channel.of(ben.connection, "resync"))
    ben.join()
    assert ben.text == world.log_text() == "ab"


def test_rows_of_another_process_come_before_ours(world: World) -> None:
    elsewhere = world.another_room()
    ana, ben = world.joined(), world.joined(room=elsewhere)
    watching = world.joined()
    ben.type("there ")
    ana.type("here ")
    until(lambda: watching.channel.of(watching.connection, "update"))
    assert [row.seq for row in world.rows()] == [1, 2]
    assert len(watching.channel.of(watching.connection, "update")) == 1
    assert ana.text == watching.text == world.log_text()


def test_who_joins_hears_what_another_process_wrote_and_so_does_everyone(world: World) -> None:
    elsewhere = world.another_room()
    ana, ben = world.joined(), world.joined(room=elsewhere)
    ben.type("there")
    eve = world.joined()
    assert ana.text == eve.text == "there"


def test_a_refused_join_keeps_what_it_made_the_room_read(world: World) -> None:
    ana, ben = world.joined(), world.joined(room=world.another_room())
    ben.type("there")
    forger = world.tab()
    forger.client_id = ana.client_id
    assert refusal(forger.join) == "forged"
    assert ana.text == "there"
    assert ana.type(" here") == 2
    assert ana.room.compare(ana.connection, decode_state_vector(ana.doc.get_state()), "") is False
    assert ana.channel.of(ana.connection, "resync") == []
    assert ana.text == world.log_text()


def test_rows_missed_while_the_text_was_dropped_make_all_rejoin(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = world.another_room()
    ana, ben = world.joined(), world.joined(room=elsewhere)
    watching = world.joined()
    monkeypatch.setattr(shared_text, "decode_state_vector", lambda _: {})
    refusal(lambda: ana.type("a"))
    monkeypatch.undo()
    ben.type("there")
    heard = len(watching.channel.of(watching.connection, "resync"))
    world.joined()
    assert len(watching.channel.of(watching.connection, "resync")) > heard


def test_two_processes_that_write_at_once_keep_one_log(world: World) -> None:
    elsewhere = world.another_room()
    here = [world.joined() for _ in range(3)]
    there = [world.joined(room=elsewhere) for _ in range(3)]
    together(*(lambda tab=tab: [tab.type(c) for c in "abcd"] for tab in [*here, *there]))
    assert [row.seq for row in world.rows()] == list(range(1, 25))
    late = world.joined(), world.joined(room=elsewhere)
    assert {tab.text for tab in late} == {world.log_text()}
    until(lambda: {tab.text for tab in [*here, *there]} == {world.log_text()})


def test_an_update_sent_twice_changes_nothing_the_second_time(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    update = ana.write("once")
    assert [ana.send(update), ana.send(update)] == [1, 2]
    until(lambda: len(ben.channel.of(ben.connection, "update")) == 2)
    assert ben.text == world.log_text() == "once"


def test_text_repeated_with_other_words_reaches_nobody(world: World) -> None:
    ana, ben, eve = (world.joined() for _ in range(3))
    first, more = ana.write("We agree"), ana.write(" now")
    false = encoder.update((eve.client_id, 0, [encoder.text("!")]), (ana.client_id, 0, [
        encoder.text("We object, ")
    ]))  # fmt: skip
    world.in_one_flush(lambda: ana.send(first), lambda: ana.send(more), lambda: eve.send(false))
    assert "We agree now" in world.log_text()
    assert ben.text == world.log_text()


def test_a_full_queue_is_busy_and_keeps_what_it_has(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = world.joined()
    monkeypatch.setattr("realtime.queue.MAX_QUEUED_UPDATES", 2)
    monkeypatch.setattr("realtime.queue.MAX_QUEUED_BYTES", 10)
    queue = Queue()
    queue.put(Pending(ana, b"12345"))
    assert refusal(lambda: queue.put(Pending(ana, b"123456"))) == "busy"
    queue.put(Pending(ana, b"12345"))
    assert refusal(lambda: queue.put(Pending(ana, b""))) == "busy"
    assert [pending.update for pending in queue.take()] == [b"12345"] * 2
    queue.put(Pending(ana, b"1234567890"))


def test_who_waits_too_long_is_told_busy(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realtime.queue.FLUSH_WAIT_SECONDS", 0)
    pending = Pending(world.joined(), b"")
    assert refusal(pending.wait) == "busy"


def typed_here(world: World) -> Any:
    return world.joined()


def typed_in_another_process(world: World) -> Any:
    return world.joined(room=world.another_room())


@pytest.mark.parametrize("typed", [typed_here, typed_in_another_process])
@pytest.mark.parametrize("opened_later", [False, True])
def test_a_character_is_not_split_wherever_it_came_from(
    world: World, typed: Any, opened_later: bool
) -> None:
    ana = typed(world)
    watching = None if opened_later else world.joined()
    ana.send(encoder.update((ana.client_id, 0, [encoder.text("a😀b")])))
    ben = world.joined(room=world.another_room() if opened_later else None)
    inside = encoder.update((ben.client_id, 0, [encoder.text("x", (ana.client_id, 1))]))
    assert refusal(lambda: ben.send(inside)) == "malformed"
    beside = encoder.update(
        (ben.client_id, 0, [encoder.text("x", (ana.client_id, 2), (ana.client_id, 3))])
    )
    assert ben.send(beside) == 2
    assert world.log_text() == "a😀xb"
    assert watching is None or watching.text == "a😀xb"


def test_two_of_one_flush_do_not_split_each_others_characters(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    whole = encoder.update((ana.client_id, 0, [encoder.text("😀")]))
    inside = encoder.update(deletions=[(ana.client_id, [(1, 1)])])
    first, second = world.in_one_flush(lambda: ana.send(whole), lambda: ben.send(inside))
    assert (first, second.code) == (1, "malformed")
    assert world.log_text() == "😀"


def test_who_stands_inside_a_character_is_given_it_whole(world: World) -> None:
    ana = world.joined()
    ana.send(encoder.update((ana.client_id, 0, [encoder.text("a😀b")])))
    answer = world.room.join(world.person(), [5], {ana.client_id: 2}, None)
    assert "😀b".encode() in answer["update"]
    (run,) = read(answer["update"], 9, 9).structs.values()
    assert (run[0].clock, run[-1].end) == (1, 4)
