"""A database with something in every table, and files of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import demo
from app.backup.writing import back_up
from app.config import Settings
from app.database import Database
from app.domain.versions import Occasion
from app.models import Base, Document
from app.services.versions import keep
from realtime import log, text_edits
from realtime.shared_text import SharedText
from tests.backup.filling import fill_empty_tables
from tests.conftest import NOW
from tests.servers.databases import Databases

Rows = dict[str, list[dict[str, object]]]


@pytest.fixture
def source_url(sources: Databases) -> Iterator[str]:
    """The demo group, whose charter was folded once, kept as a version and written on since."""
    with sources.migrated() as url:
        database = Database(url)
        with database.write() as session:
            author, *_ = demo.seed(session, NOW)
            charter = first_document(session)
            folded = SharedText.load(session, charter.id)
            keep(session, charter, folded.markdown, 1, Occasion.NAMED, author.id, NOW, "First")
        log.compact(database, charter.id, folded.head, folded.hash, NOW)
        with database.write() as session:
            more = log.Entry(author.id, [2**53 - 1], text_edits.seed("سلام 🌍", 2**31))
            log.append(session, charter.id, log.head_of(session, charter.id), [more], NOW)
            fill_empty_tables(session)
        database.engine.dispose()
        yield url


@pytest.fixture
def source(source_url: str) -> Iterator[Database]:
    source = Database(source_url)
    yield source
    source.engine.dispose()


@pytest.fixture
def backup(source: Database, tmp_path: Path) -> Path:
    """A file that holds all of the source."""
    path = tmp_path / "backup.zip"
    back_up(source, path, NOW)
    return path


@pytest.fixture
def empty_runner(
    make_app: Callable[[Settings], Flask], settings: Settings, empty_url: str
) -> FlaskCliRunner:
    """Runs `flask` commands on a database without any table."""
    return make_app(replace(settings, database_url=empty_url)).test_cli_runner()


def first_document(session: Session) -> Document:
    charter = session.scalars(select(Document).order_by(Document.id)).first()
    assert charter
    return charter


def rows_of(database: Database) -> Rows:
    """All that the database holds, exactly."""
    with database.read() as session:
        return {
            table.name: [
                dict(row)
                for row in session.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in Base.metadata.sorted_tables
        }


def sentence(runner: FlaskCliRunner, *command: str) -> str:
    """The one sentence with which a command is refused."""
    result = runner.invoke(args=command)
    assert result.exit_code == 1, result.output
    assert result.output.startswith("Error: ")
    assert result.output.count("\n") == 1
    return result.output.removeprefix("Error: ").strip()
