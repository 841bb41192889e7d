"""A backup holds everything, and puts it back as it was; only what must not come back does not."""

import json
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import Table, func, inspect, select, update
from sqlalchemy.orm import Session

from app import migrations
from app.backup import writing
from app.backup.writing import LEFT_OUT, back_up
from app.config import Settings
from app.database import Database
from app.models import Document, Person, SignInLink, SignInSession, Update
from app.services.people import find_or_add_person
from realtime import log, text_edits
from tests.backup.conftest import Rows, first_document, rows_of
from tests.conftest import NOW


def without_generation(rows: Rows) -> Rows:
    documents = [{**row, "generation": None} for row in rows["documents"]]
    kept = {name: those for name, those in rows.items() if name not in LEFT_OUT}
    return {**kept, "documents": documents}


def test_every_row_of_every_table_comes_back_as_it_was(
    runner: FlaskCliRunner, source: Database, database: Database, backup: Path
) -> None:
    before = rows_of(source)
    assert all(before.values()), "a table of the source is empty, and so proves nothing"
    result = runner.invoke(args=["restore", str(backup)])
    assert result.exit_code == 0, result.output
    after = rows_of(database)
    assert without_generation(after) == without_generation(before)
    assert f"updates: {len(before['updates'])}\n" in result.output


def test_who_was_signed_in_signs_in_again_and_no_used_link_is_good_once_more(
    runner: FlaskCliRunner, database: Database, backup: Path
) -> None:
    assert runner.invoke(args=["restore", str(backup)]).exit_code == 0
    with database.read() as session:
        assert not session.scalars(select(SignInSession)).all()
        assert not session.scalars(select(SignInLink)).all()


def test_life_goes_on_in_what_was_restored(
    runner: FlaskCliRunner, database: Database, backup: Path
) -> None:
    assert runner.invoke(args=["restore", str(backup)]).exit_code == 0
    with database.write() as session:
        newest = session.scalar(select(func.max(Person.id))) or 0
        assert find_or_add_person(session, "new@example.org", "New", NOW).id == newest + 1
        charter = first_document(session)
        assert "سلام 🌍" in log.text_of(session, charter.id)


def test_each_document_has_a_generation_that_it_never_had(
    runner: FlaskCliRunner, empty_runner: FlaskCliRunner, database: Database, backup: Path,
    empty_url: str,
) -> None:  # fmt: skip
    for one in (runner, empty_runner):
        assert one.invoke(args=["restore", str(backup)]).exit_code == 0
    once = [row["generation"] for row in rows_of(database)["documents"]]
    again = Database(empty_url)
    twice = [row["generation"] for row in rows_of(again)["documents"]]
    again.engine.dispose()
    # The same backup put back twice is two pasts: words kept for one never meet the other.
    assert len({1, *once, *twice}) == 5


def test_a_database_without_tables_gets_them(
    empty_runner: FlaskCliRunner, empty_url: str, source: Database, backup: Path
) -> None:
    assert empty_runner.invoke(args=["restore", str(backup)]).exit_code == 0
    restored = Database(empty_url)
    with restored.read() as session:
        assert migrations.revision_of(session.connection()) == migrations.newest_revision()
    assert without_generation(rows_of(restored)) == without_generation(rows_of(source))
    restored.engine.dispose()


def test_an_old_backup_is_brought_to_the_newest_shape(
    empty_runner: FlaskCliRunner, empty_url: str, backup: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.zip"
    as_of("0009", backup, old)
    result = empty_runner.invoke(args=["restore", str(old)])
    assert result.exit_code == 0, result.output
    restored = Database(empty_url)
    with restored.read() as session:
        assert session.scalar(select(func.count()).select_from(Document)) == 2
        assert migrations.revision_of(session.connection()) == migrations.newest_revision()
    restored.engine.dispose()


def as_of(revision: str, backup: Path, old: Path) -> None:
    """The backup as it would have been made when the database had an earlier shape."""
    shape = shape_of(revision)
    with ZipFile(backup) as new, ZipFile(old, "w") as file:
        manifest = json.loads(new.read("manifest.json"))
        members = {f"tables/{name}.jsonl": columns for name, columns in shape.items()}
        members["documents.jsonl"] = {"key", "head", "sha256"}
        manifest["revision"] = revision
        manifest["rows"] = {one: n for one, n in manifest["rows"].items() if one in shape}
        manifest["members"] = {}
        for name in new.namelist():
            if name in members:
                content = only(members[name], new.read(name), name)
                manifest["members"][name] = {"sha256": sha256(content).hexdigest()}
                file.writestr(name, content)
        file.writestr("manifest.json", json.dumps(manifest))


def shape_of(revision: str) -> dict[str, set[str]]:
    """The columns of each table."""
    database = Database("sqlite://")
    with migrations.changing(database.engine) as connection:
        migrations.bring(connection, revision)
        found = inspect(connection)
        shape = {
            name: {column["name"] for column in found.get_columns(name)}
            for name in found.get_table_names()
        }
    database.engine.dispose()
    return shape


def only(columns: set[str], lines: bytes, name: str) -> bytes:
    rows = [json.loads(line) for line in lines.splitlines()]
    kept = [{one: value for one, value in row.items() if one in columns} for row in rows]
    if name == "documents.jsonl":
        kept = [{**row, "versions": {}} for row in kept]
    return "".join(f"{json.dumps(row)}\n" for row in kept).encode()


def test_only_its_owner_reads_it(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_it_is_of_one_moment_while_people_write_on(
    runner: FlaskCliRunner, source: Database, database: Database, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    before, rows_of_table, path = rows_of(source), writing.rows_of, tmp_path / "backup.zip"

    def write_meanwhile(session: Session, table: Table) -> Iterator[dict[str, Any]]:
        yield from rows_of_table(session, table)
        if table is Person.__table__:
            with source.write() as other:
                charter, author = first_document(other), before["people"][0]["id"]
                entry = log.Entry(int(str(author)), [7], text_edits.seed("later", 7))
                log.append(other, charter.id, log.head_of(other, charter.id), [entry], NOW)

    monkeypatch.setattr(writing, "rows_of", write_meanwhile)
    back_up(source, path, NOW)
    assert len(rows_of(source)["updates"]) == len(before["updates"]) + 1
    assert runner.invoke(args=["restore", str(path)]).exit_code == 0
    assert without_generation(rows_of(database)) == without_generation(before)


def test_a_log_that_cannot_be_replayed_is_kept_all_the_same_and_said(
    make_app: Callable[[Settings], Flask], settings: Settings, source_url: str,
    runner: FlaskCliRunner, source: Database, database: Database, tmp_path: Path,
) -> None:  # fmt: skip
    with source.write() as session:
        charter = first_document(session)
        here = update(Update).where(Update.document_id == charter.id, Update.seq == 2)
        session.execute(here.values(payload=b"\xff\xff"))
        key = charter.key
    path = tmp_path / "backup.zip"
    owner = make_app(replace(settings, database_url=source_url)).test_cli_runner()
    result = owner.invoke(args=["backup", str(path)])
    assert result.exit_code == 0
    assert result.stderr == f"The log of the document {key} cannot be replayed; it is kept as is.\n"
    assert runner.invoke(args=["restore", str(path)]).exit_code == 0
    assert without_generation(rows_of(database)) == without_generation(rows_of(source))
