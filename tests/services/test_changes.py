"""Two states of a text to compare: found through the person, by number, moment or word."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.database import Database
from app.domain.diffs import edits
from app.domain.errors import InvalidError, NotFoundError
from app.domain.roles import Role
from app.models import Document, Person
from app.services.changes import Changes, changes_of
from app.services.versions import name_version
from app.services.visits import note_visit
from realtime import folding, log, past, server_edits
from tests.conftest import NOW
from tests.services.desk import Desk

HOUR = timedelta(hours=1)
FIRST, SECOND, THIRD = "We learn.\n", "We learn together.\n", "We learn and teach together.\n"


@pytest.fixture
def desk(database: Database, charter: Document, add_person: Callable[..., Person]) -> Desk:
    """A text that was written at NOW, and changed an hour and two hours later."""
    desk = Desk(database, "Core Group", add_person, FIRST)
    write(desk, SECOND, NOW + HOUR)
    write(desk, THIRD, NOW + 2 * HOUR)
    return desk


def write(desk: Desk, text: str, at: datetime) -> None:
    with desk.database.write() as session:
        head = log.head_of(session, desk.document.id, lock=True)
        opened = server_edits.open_text(session, desk.document.id, head)
        changes = edits(log.text_of(session, desk.document.id), text)
        server_edits.write(session, opened, desk.nour.id, changes, at)


def keep(desk: Desk, name: str, at: datetime = NOW) -> int:
    with desk.database.write() as session:
        return name_version(session, desk.nour.id, desk.document.key, name, at).number


def visit(desk: Desk, at: datetime) -> None:
    with desk.database.write() as session:
        note_visit(session, desk.rita.id, desk.document.key, at)


def asked(
    desk: Desk, from_: str = "", to: str = "", by: Person | None = None, key: str = ""
) -> Changes:
    with desk.database.read() as session:
        return changes_of(session, (by or desk.rita).id, key or desk.document.key, from_, to)


def texts(changes: Changes) -> tuple[str, str]:
    return changes.before.text, changes.after.text


def test_versions_are_compared_by_their_numbers(desk: Desk) -> None:
    keep(desk, "One")
    write(desk, FIRST, NOW + 3 * HOUR)
    keep(desk, "Two")
    assert texts(asked(desk, "1", "2")) == (THIRD, FIRST)
    assert texts(asked(desk, "2", "1")) == (FIRST, THIRD)
    assert texts(asked(desk, "start", "1")) == ("", THIRD)
    assert texts(asked(desk, "1", "now")) == (THIRD, FIRST)


@pytest.mark.parametrize(
    ("hours", "then"),
    [(0, FIRST), (0.5, FIRST), (1, SECOND), (1.5, SECOND), (2, THIRD), (9, THIRD)],
)
def test_since_a_visit_is_since_what_the_person_saw_last(
    desk: Desk, hours: float, then: str
) -> None:
    visit(desk, NOW + hours * HOUR)
    visit(desk, NOW + 24 * HOUR)
    assert texts(asked(desk, "visit")) == (then, THIRD)
    assert asked(desk).before.at == NOW + hours * HOUR


def test_a_version_of_that_moment_is_the_text_then(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(desk, "One", NOW + 2 * HOUR)
    visit(desk, NOW + 2 * HOUR)
    monkeypatch.setattr(past, "fold", None)
    assert texts(asked(desk, "visit")) == (THIRD, THIRD)


def test_a_long_history_is_replayed_beside_the_server(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(desk, NOW + HOUR)
    monkeypatch.setattr(past, "REPLAYED_HERE", 1)
    monkeypatch.setattr(past, "fold", None)
    assert texts(asked(desk, "visit")) == (SECOND, THIRD)


def test_a_history_that_takes_too_long_is_told_in_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(desk, NOW + HOUR)
    monkeypatch.setattr(past, "REPLAYED_HERE", 1)
    monkeypatch.setattr(folding, "MOST_SECONDS", 0)
    with pytest.raises(Exception, match="too far back"):
        asked(desk, "visit")


def test_who_was_never_there_compares_with_the_beginning(desk: Desk) -> None:
    assert texts(asked(desk)) == ("", THIRD)
    with pytest.raises(InvalidError, match="You have not been here before"):
        asked(desk, "visit")


@pytest.mark.parametrize(
    "choice", ["nonsense", "-1", "1.5", " 1", "٣", "1" * 400, "NOW", "\0", "1;drop table versions"]
)
def test_what_is_no_choice_is_refused_in_a_sentence(desk: Desk, choice: str) -> None:
    for from_, to in ((choice, "now"), ("start", choice)):
        with pytest.raises(InvalidError, match="Choose two versions"):
            asked(desk, from_, to)


def test_versions_of_another_document_are_not_there(desk: Desk) -> None:
    keep(desk, "One")
    theirs = desk.document.key
    desk.another("Another text.\n")
    with pytest.raises(NotFoundError, match="no such version"):
        asked(desk, "1")
    assert texts(asked(desk, "1", key=theirs)) == (THIRD, THIRD)


def test_a_stranger_compares_nothing(desk: Desk, add_person: Callable[..., Person]) -> None:
    stranger = add_person("Stranger", Role.FACILITATOR, group="Another group")
    with pytest.raises(NotFoundError, match="no such document"):
        asked(desk, "start", "now", by=stranger)


def test_there_are_versions_to_choose_from(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("One", "Two"):
        keep(desk, name)
    assert [one.name for one in asked(desk).versions] == ["Two", "One"]
