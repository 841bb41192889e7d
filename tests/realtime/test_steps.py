"""Steps say the same as the rows of which they are made, in fewer words."""

from datetime import UTC, datetime, timedelta

import pytest

from realtime import steps
from realtime.replay import Row, Splice
from realtime.steps import Steps

BEGUN = datetime(2025, 1, 7, 12, tzinfo=UTC)


def row(seq: int, person_id: int = 1, seconds: float = 0) -> Row:
    return Row(seq, person_id, BEGUN + timedelta(seconds=seconds), b"")


def test_letters_that_are_typed_one_after_the_other_are_one_splice() -> None:
    taken = Steps()
    for seq, (at, letter) in enumerate([(3, "a"), (4, "😀"), (6, "b")], 1):
        taken.add(row(seq), [Splice(at, 0, letter)])
    (step,) = taken.all
    assert (step.seq, step.splices) == (3, [Splice(3, 0, "a😀b")])


def test_words_put_in_the_place_of_others_are_one_splice() -> None:
    taken = Steps()
    taken.add(row(1), [Splice(3, 2, ""), Splice(3, 0, "new")])
    assert taken.all[0].splices == [Splice(3, 2, "new")]


@pytest.mark.parametrize("next_one", [Splice(5, 1, ""), Splice(4, 0, "c"), Splice(0, 0, "c")])
def test_what_does_not_go_on_behind_the_last_letter_stays_apart(next_one: Splice) -> None:
    taken = Steps()
    taken.add(row(1), [Splice(3, 0, "ab"), next_one])
    assert taken.all[0].splices == [Splice(3, 0, "ab"), next_one]


@pytest.mark.parametrize(("person_id", "seconds"), [(2, 0.5), (1, 2.5)])
def test_somebody_else_or_later_is_another_step(person_id: int, seconds: float) -> None:
    taken = Steps()
    taken.add(row(1), [Splice(0, 0, "a")])
    taken.add(row(2, person_id, seconds), [Splice(1, 0, "b")])
    assert [step.seq for step in taken.all] == [1, 2]


def test_a_row_that_changes_nothing_is_no_step() -> None:
    taken = Steps()
    taken.add(row(1), [])
    taken.add(row(2, 2), [Splice(0, 0, "a")])
    taken.add(row(3, 2, 1), [])
    assert [step.seq for step in taken.all] == [3]


def test_much_text_is_enough_as_many_steps_are(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = Steps()
    monkeypatch.setattr(steps, "MAX_UNITS", 10)
    taken.add(row(1), [Splice(0, 0, "a" * 9)])
    assert not taken.are_enough
    taken.add(row(2, 2), [Splice(0, 0, "a")])
    assert taken.are_enough
    monkeypatch.setattr(steps, "MAX_UNITS", 100)
    monkeypatch.setattr(steps, "MAX_STEPS", 2)
    assert taken.are_enough
