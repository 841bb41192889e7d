"""A whole database moves into another one, of either kind: all of it, or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session

from app import copying, demo
from app.config import Settings
from app.database import Database
from app.models import Base, Document, Person, Snapshot, Update
from app.services.people import find_or_add_person
from realtime import log, text_edits
from realtime.shared_text import SharedText
from tests.conftest import NOW
from tests.servers.databases import Databases


@pytest.fixture
def source_url(sources: Databases) -> Iterator[str]:
    """The demo group, one of whose texts was folded once and written on since."""
    with sources.migrated() as url:
        database = Database(url)
        with database.write() as session:
            author, *_ = demo.seed(session, NOW)
            charter = session.scalars(select(Document).order_by(Document.id)).first()
            assert charter
            folded = SharedText.load(session, charter.id)
        log.compact(database, charter.id, folded.head, folded.hash, NOW)
        with database.write() as session:
            more = log.Entry(author.id, [2**53 - 1], text_edits.seed("سلام 🌍", 2**31))
            log.append(session, charter.id, log.head_of(session, charter.id), [more], NOW)
        database.engine.dispose()
        yield url


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All that the database holds."""
    database = Database(url)
    with database.read() as session:
        rows = {
            table.name: sorted(tuple(map(str, row)) for row in session.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }
    database.engine.dispose()
    return rows


def test_all_of_it_arrives_and_life_goes_on(
    runner: FlaskCliRunner, database: Database, database_url: str, source_url: str
) -> None:
    result = runner.invoke(args=["copy-from", source_url])
    assert result.exit_code == 0, result.output
    assert "people: 6\n" in result.output
    assert rows_of(database_url) == rows_of(source_url)
    with database.write() as session:
        assert session.scalars(select(Snapshot)).one().seq == 1
        newest = session.scalar(select(func.max(Person.id))) or 0
        assert find_or_add_person(session, "new@example.org", "New", NOW).id == newest + 1
        charter = session.scalars(select(Document).order_by(Document.id)).first()
        assert charter
        assert "سلام 🌍" in log.text_of(session, charter.id)


def test_more_rows_than_one_batch_arrive(
    runner: FlaskCliRunner, database: Database, source_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BATCH_ROWS", 2)
    assert runner.invoke(args=["copy-from", source_url]).exit_code == 0
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == len(demo.PEOPLE)


def refusal(runner: FlaskCliRunner, source_url: str) -> str:
    """The one sentence with which the copy is refused."""
    result = runner.invoke(args=["copy-from", source_url])
    assert result.exit_code == 1, result.output
    assert result.output.startswith("Error: ")
    assert result.output.count("\n") == 1
    return result.output.removeprefix("Error: ").strip()


def change(url: str, statement: str) -> None:
    database = Database(url)
    with database.write() as session:
        session.execute(text(statement))
    database.engine.dispose()


def test_a_database_that_holds_something_is_left_alone(
    runner: FlaskCliRunner, database: Database, database_url: str, source_url: str
) -> None:
    with database.write() as session:
        find_or_add_person(session, "somebody@example.org", "Somebody", NOW)
    before = rows_of(database_url)
    assert refusal(runner, source_url) == "This database is not empty: it has rows in people."
    assert rows_of(database_url) == before


def test_a_database_is_not_copied_onto_itself(runner: FlaskCliRunner, database_url: str) -> None:
    assert "names already" in refusal(runner, database_url)


def test_both_must_be_of_the_same_shape(runner: FlaskCliRunner, source_url: str) -> None:
    change(source_url, "UPDATE alembic_version SET version_num = '0000'")
    assert "The source is of shape 0000" in refusal(runner, source_url)


def test_a_source_without_tables_is_refused(runner: FlaskCliRunner, empty_url: str) -> None:
    change(empty_url, "SELECT 1")
    assert "The source is of shape none" in refusal(runner, empty_url)


def test_nothing_goes_into_a_database_that_is_not_migrated(
    make_app: Callable[[Settings], Flask], settings: Settings, empty_url: str, source_url: str
) -> None:
    runner = make_app(replace(settings, database_url=empty_url)).test_cli_runner()
    assert "run `flask migrate` first" in refusal(runner, source_url)


@pytest.mark.parametrize(
    "url",
    [
        "no URL",
        "sqlite:////nowhere/at/all.db",
        "sqlite://",
        "mysql://somebody:secret@127.0.0.1/x",
        "postgresql://somebody:secret@127.0.0.1:1/x",
        "postgresql://somebody:secret@127.0.0.1:port/x",
    ],
)
def test_a_source_that_cannot_be_opened_is_one_sentence(runner: FlaskCliRunner, url: str) -> None:
    assert "secret" not in refusal(runner, url)


def test_a_file_that_is_no_database_is_one_sentence(runner: FlaskCliRunner, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database " * 100)
    assert "not a database" in refusal(runner, f"sqlite:///{path}")


@pytest.mark.parametrize("lost", ["a row", "a word"])
def test_a_copy_that_is_not_the_same_is_taken_back(
    runner: FlaskCliRunner,
    database_url: str,
    source_url: str,
    monkeypatch: pytest.MonkeyPatch,
    lost: str,
) -> None:
    copy_table, newest = copying._copy_table, "WHERE seq = (SELECT max(seq) FROM updates)"
    act = {"a row": "DELETE FROM updates", "a word": "UPDATE updates SET payload = :nothing"}[lost]

    def lose(source: Session, target: Session, table: Table) -> int:
        count = copy_table(source, target, table)
        if table is Update.__table__:
            target.execute(text(f"{act} {newest}"), {"nothing": b"\0\0"})
        return count

    monkeypatch.setattr(copying, "_copy_table", lose)
    assert refusal(runner, source_url).startswith("The copy of ")
    assert not any(rows_of(database_url).values())
