"""Who wrote how much between versions is what the log says, and is counted once."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.archivist import Archivist
from app.database import Database
from app.domain.errors import LaterError
from app.models import Contribution, Document, Person, Version
from app.services import contributions
from app.services.contributions import count_contributions
from app.services.versions import name_version
from realtime import history
from realtime.replay import HistoryDiffers
from realtime.retelling import TakesLong
from tests.conftest import NOW, TEXT
from tests.services.desk import Desk

Counted = dict[int, dict[str, tuple[int, int]]]
"""Version number -> name -> (added, removed)."""


@pytest.fixture
def desk(database: Database, charter: Document, add_person: Callable[..., Person]) -> Desk:
    return Desk(database, "Core Group", add_person, TEXT)


def name(desk: Desk, called: str) -> None:
    with desk.database.write() as session:
        name_version(session, desk.nour.id, desk.document.key, called, NOW)


def counted(desk: Desk) -> Counted:
    with desk.database.read() as session:
        rows = session.execute(
            select(Version.number, Person.name, Contribution.added, Contribution.removed)
            .join(Contribution, Contribution.version_id == Version.id)
            .join(Person, Person.id == Contribution.person_id)
            .where(Version.document_id == desk.document.id)
        )
        found: Counted = {}
        for number, person, added, removed in rows:
            found.setdefault(number, {})[person] = (added, removed)
        return found


def count(desk: Desk) -> None:
    count_contributions(desk.database, desk.document.id, NOW)


@pytest.fixture
def written(desk: Desk) -> Desk:
    """Nour's first text; words of Rita's, then of Nour's own, accepted; a second name for that."""
    name(desk, "First")
    desk.accept(desk.propose("each other", "😀 كلنا"))  # before the next, it is kept by itself
    desk.accept(desk.propose("learn", "teach", by=desk.nour))
    name(desk, "Second")
    name(desk, "The same again")
    return desk


EXPECTED = {1: {"Nour": (len(TEXT), 0)}, 2: {"Rita": (6, 10)}, 3: {"Nour": (5, 5)}}


def test_each_version_counts_what_was_written_since_the_one_before(written: Desk) -> None:
    count(written)
    assert counted(written) == EXPECTED


def test_what_is_counted_is_not_counted_again(
    written: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(written)
    monkeypatch.setattr(contributions, "tallies_at", lambda *_: [])
    count(written)
    assert counted(written) == EXPECTED


def test_a_gap_between_counted_versions_is_filled(written: Desk) -> None:
    count(written)
    with written.database.write() as session:
        second = select(Version.id).where(Version.number == 2)
        session.execute(delete(Contribution).where(Contribution.version_id.in_(second)))
    count(written)
    assert counted(written) == EXPECTED


def test_two_who_count_at_once_keep_it_once(written: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(*asked: object) -> object:
        monkeypatch.undo()
        count(written)
        return history.tallies_at(*asked)

    monkeypatch.setattr(contributions, "tallies_at", meanwhile)
    count(written)
    assert counted(written) == EXPECTED


def test_what_came_and_went_leaves_a_trace_of_who_was_there(desk: Desk) -> None:
    name(desk, "First")
    desk.accept(desk.propose("each other", ""))
    desk.accept(desk.propose("learn from ", "learn from each other", by=desk.nour))
    name(desk, "Second")
    with desk.database.write() as session:
        session.execute(delete(Version).where(Version.number == 2))
    count(desk)
    assert counted(desk)[3] == {"Nour": (10, 0), "Rita": (0, 10)}


def test_a_document_without_versions_has_nothing_to_count(desk: Desk) -> None:
    count(desk)
    assert counted(desk) == {}


def test_when_a_text_comes_to_rest_who_wrote_it_is_counted(app: Flask, desk: Desk) -> None:
    Archivist(app).keep()
    assert counted(desk) == {1: {"Nour": (len(TEXT), 0)}}


@pytest.mark.parametrize(
    "error", [TakesLong("a minute"), HistoryDiffers("at 3"), OSError("no process")]
)
def test_what_cannot_be_told_now_can_be_asked_later(
    written: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> object:
        raise error

    monkeypatch.setattr(contributions, "tallies_at", fail)
    with pytest.raises(LaterError):
        count(written)
    monkeypatch.undo()
    count(written)
    assert counted(written) == EXPECTED
