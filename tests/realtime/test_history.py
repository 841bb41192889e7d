"""Any place of a history is reached from the nearest checkpoint, and what is found there is so."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.database import Database
from app.models import Checkpoint, Document
from realtime import checkpoints, history, log, retelling, text_edits, walk
from realtime.errors import Refused
from realtime.history import standing_at, steps_from, tallies_at
from realtime.log import Entry
from realtime.packing import pack
from realtime.replay import Replay, Row, Splice
from realtime.retelling import TakesLong
from realtime.text_edits import new_doc
from tests.realtime.conftest import NOW, World

LETTERS = "نحن agree 😀\r\n"
EVERY = 20
ROWS = 65


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checkpoints are made often, and rows read a few at a time."""
    monkeypatch.setattr(walk, "EVERY_ROWS", EVERY)
    monkeypatch.setattr(walk, "ROWS_AT_ONCE", 7)


@pytest.fixture
def authors(world: World) -> Sequence[int]:
    """Two who wrote the document letter by letter, and took some away again; a row every 1.5 s."""
    people = [world.person().person_id, world.person().person_id]
    doc = new_doc(1)
    for number in range(ROWS):
        length = len(text_edits.text_in(doc))
        start = length * number % (length + 1)
        end = min(length, start + (2 if number % 5 == 4 else 0))
        made = text_edits.replace(doc, start, end, LETTERS[number % len(LETTERS)])
        with world.database.write() as session:
            head = log.head_of(session, world.document_id)
            entry = Entry(people[number // 3 % 2], [1], made)
            at = NOW + timedelta(seconds=1.5 * number)
            log.append(session, world.document_id, head, [entry], at)
    return people


def replayed(world: World, seq: int) -> Replay:
    """What all rows until `seq` make, from the first one on."""
    replay = Replay()
    for row in world.rows()[:seq]:
        replay.take(Row(row.seq, row.author_id, row.at, row.payload))
    return replay


def kept(database: Database) -> list[int]:
    """Where replays can begin."""
    with database.read() as session:
        return list(session.scalars(select(Checkpoint.seq).order_by(Checkpoint.seq)))


def passed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows that are gone through from now on."""
    gone: list[int] = []
    take = Replay.take

    def note(replay: Replay, row: Row) -> None:
        gone.append(row.seq)
        take(replay, row)

    monkeypatch.setattr(Replay, "take", note)
    return gone


@pytest.mark.usefixtures("authors")
@pytest.mark.parametrize("seq", [0, 1, 19, 20, 21, 45, ROWS])
def test_the_text_at_any_place_is_found_with_whose_it_is(world: World, seq: int) -> None:
    for _ in ("from the start", "from a checkpoint"):
        found = standing_at(world.database, world.document_id, seq, NOW)
        expected = replayed(world, seq)
        assert found.text == expected.text
        assert found.runs == expected.runs()
        assert found.tallies == expected.tallies()
        assert found.moments == expected.moments.entries


@pytest.mark.usefixtures("authors")
def test_who_goes_far_leaves_checkpoints_from_which_the_next_one_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing_at(world.database, world.document_id, ROWS, NOW)
    assert kept(world.database) == [20, 40, 60]
    gone = passed(monkeypatch)
    standing_at(world.database, world.document_id, 58, NOW)
    assert gone == list(range(41, 59))
    assert kept(world.database) == [20, 40, 60]


@pytest.mark.usefixtures("authors")
def test_sums_at_several_places_go_by_what_lies_between(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing_at(world.database, world.document_id, ROWS, NOW)
    gone = passed(monkeypatch)
    seqs = [0, 3, 3, 61]
    found = tallies_at(world.database, world.document_id, seqs, NOW)
    assert gone == [1, 2, 3, 61]
    assert found == [replayed(world, seq).tallies() for seq in seqs]
    assert tallies_at(world.database, world.document_id, [], NOW) == []


def damage(world: World) -> None:
    with world.database.write() as session:
        session.execute(update(Checkpoint).values(payload=b"x" * 100))


def restore_from_elsewhere(world: World) -> None:
    with world.database.write() as session:
        session.execute(update(Document).values(generation=2))


@pytest.mark.usefixtures("authors")
@pytest.mark.parametrize("spoil", [damage, restore_from_elsewhere])
def test_a_checkpoint_that_does_not_fit_is_thrown_away(
    world: World, spoil: Callable[[World], None]
) -> None:
    standing_at(world.database, world.document_id, 45, NOW)
    spoil(world)
    found = standing_at(world.database, world.document_id, 41, NOW)
    assert found.runs == replayed(world, 41).runs()
    assert kept(world.database) == [20, 40]
    with world.database.read() as session:
        start = checkpoints.last_between(session, world.document_id, 20, 41)
    assert start is not None
    assert start.payload != b"x" * 100


@pytest.mark.usefixtures("authors")
def test_a_text_that_was_restored_meanwhile_keeps_no_checkpoint_of_what_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def restored_meanwhile(replay: Replay, generation: int) -> bytes:
        restore_from_elsewhere(world)
        return pack(replay, generation)

    monkeypatch.setattr(walk, "pack", restored_meanwhile)
    standing_at(world.database, world.document_id, 25, NOW)
    assert kept(world.database) == []


@pytest.mark.usefixtures("authors")
def test_steps_lead_from_any_text_to_the_newest(world: World) -> None:
    for after in (0, 20, 33, ROWS):
        stretch = steps_from(world.database, world.document_id, after, ROWS, NOW)
        assert stretch.text == replayed(world, after).text
        shown = stretch.text.encode("utf-16-le")
        for step in stretch.steps:
            for splice in step.splices:
                shown = done(shown, splice)
            assert shown.decode("utf-16-le") == replayed(world, step.seq).text
        assert stretch.seq == ROWS
        assert shown.decode("utf-16-le") == replayed(world, ROWS).text


def done(shown: bytes, splice: Splice) -> bytes:
    start, end = 2 * splice.at, 2 * (splice.at + splice.deleted)
    return shown[:start] + splice.inserted.encode("utf-16-le") + shown[end:]


def test_a_step_is_what_one_person_did_within_two_seconds(
    world: World, authors: Sequence[int]
) -> None:
    stretch = steps_from(world.database, world.document_id, 0, ROWS, NOW)
    # Three rows each, 1.5 s between them: two go together, the third is one of its own.
    assert [step.seq for step in stretch.steps[:4]] == [2, 3, 5, 6]
    assert [step.person_id for step in stretch.steps[:4]] == [
        authors[0], authors[0], authors[1], authors[1],
    ]  # fmt: skip
    assert (stretch.steps[0].at, stretch.steps[1].at) == (NOW, NOW + timedelta(seconds=3))


@pytest.mark.usefixtures("authors")
def test_steps_come_in_parts_that_join(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realtime.steps.MAX_STEPS", 10)
    whole, after, parts = [], 0, 0
    while after < ROWS:
        stretch = steps_from(world.database, world.document_id, after, ROWS, NOW)
        assert len(stretch.steps) <= 10
        assert stretch.text == replayed(world, after).text
        after, parts = stretch.seq, parts + 1
        whole += [step.seq for step in stretch.steps]
    assert parts > 3
    assert whole[-1] == ROWS
    assert whole == sorted(set(whole))


@pytest.mark.usefixtures("authors")
def test_what_is_long_is_told_elsewhere_and_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_there_is() -> list[object]:
        return [
            standing_at(world.database, world.document_id, 50, NOW),
            tallies_at(world.database, world.document_id, [10, 64], NOW),
            steps_from(world.database, world.document_id, 5, ROWS, NOW),
        ]

    here = all_there_is()
    monkeypatch.setattr(history, "HERE_ROWS", 3)
    monkeypatch.setattr(history, "tell", None)
    assert all_there_is() == here


@pytest.mark.usefixtures("authors")
@pytest.mark.parametrize(("rows", "size"), [(9, 10**6), (100, 100)])
def test_neither_many_rows_nor_large_ones_are_gone_through_here(
    world: World, monkeypatch: pytest.MonkeyPatch, rows: int, size: int
) -> None:
    monkeypatch.setattr(history, "HERE_ROWS", rows)
    monkeypatch.setattr(history, "HERE_BYTES", size)
    monkeypatch.setattr(history, "tell", None)
    assert standing_at(world.database, world.document_id, 19, NOW).text


@pytest.mark.usefixtures("authors")
def test_who_waits_too_long_is_told_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "HERE_ROWS", 3)
    monkeypatch.setattr(retelling, "MOST_SECONDS", 0)
    with pytest.raises(TakesLong):
        standing_at(world.database, world.document_id, ROWS, NOW)
    monkeypatch.setattr(retelling, "WAIT_SECONDS", 0)
    with retelling._one_at_a_time, pytest.raises(TakesLong):
        standing_at(world.database, world.document_id, ROWS, NOW)


def test_of_no_document_nothing_is_told(world: World) -> None:
    with pytest.raises(Refused):
        standing_at(world.database, world.document_id + 1, 0, NOW)
