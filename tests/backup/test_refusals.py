"""What cannot be written or put back is one sentence, and nothing was changed."""

import errno
import json
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app import migrations
from app.backup import archive, restoring
from app.config import Settings
from app.database import Database
from app.services.people import find_or_add_person
from tests.backup.conftest import rows_of, sentence
from tests.conftest import NOW

PEOPLE = "tables/people.jsonl"
Members = dict[str, bytes]
Manifest = dict[str, Any]


def forge(
    path: Path,
    change: Callable[[Members, Manifest], None],
    seal: bool = True,
    packing: int = ZIP_STORED,
) -> Path:
    """The backup with a change; `seal`: the manifest says what is in it, as if nothing happened."""
    with ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    manifest: Manifest = json.loads(members.pop("manifest.json"))
    change(members, manifest)
    if seal:
        manifest["members"] = {
            name: {"bytes": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in members.items()
        }
    forged = path.with_name("forged.zip")
    with ZipFile(forged, "w", packing) as file:
        for name, content in members.items():
            file.writestr(name, content)
        file.writestr("manifest.json", json.dumps(manifest))
    return forged


def drop_a_row(members: Members, _manifest: Manifest) -> None:
    members["tables/visits.jsonl"] = members["tables/visits.jsonl"].split(b"\n", 1)[1]


def drop_a_table(members: Members, manifest: Manifest) -> None:
    del members["tables/visits.jsonl"], manifest["rows"]["visits"]


def drop_who_is_referred_to(members: Members, manifest: Manifest) -> None:
    members[PEOPLE] = members[PEOPLE].split(b"\n", 1)[1]
    manifest["rows"]["people"] -= 1


def another_column(members: Members, _manifest: Manifest) -> None:
    members[PEOPLE] = members[PEOPLE].replace(b'"locale"', b'"dialect"')


def no_moment(members: Members, _manifest: Manifest) -> None:
    members[PEOPLE] = members[PEOPLE].replace(b'"2026-03-14T', b'"the day after')


def no_bytes(members: Members, _manifest: Manifest) -> None:
    members["tables/updates.jsonl"] = members["tables/updates.jsonl"].replace(
        b'"payload": "', b'"payload": "*'
    )


def another_text(members: Members, _manifest: Manifest) -> None:
    members["documents.jsonl"] = members["documents.jsonl"].replace(b'"sha256": "', b'"sha256": "0')


def no_json(members: Members, _manifest: Manifest) -> None:
    members[PEOPLE] = b"[" * 200_000


def a_list(members: Members, _manifest: Manifest) -> None:
    members[PEOPLE] = b"[1, 2]\n"


def another_shape(_members: Members, manifest: Manifest) -> None:
    manifest["revision"] = "9999"


def another_layout(_members: Members, manifest: Manifest) -> None:
    manifest["layout"] = archive.LAYOUT + 1


def another_kind(_members: Members, manifest: Manifest) -> None:
    manifest["kind"] = "history"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (drop_a_row, "does not have all the rows"),
        (drop_a_table, "has other tables than its shape has"),
        (drop_who_is_referred_to, "cannot be loaded"),
        (another_column, "The rows of people have other columns"),
        (no_moment, "A row of people cannot be read"),
        (no_bytes, "A row of updates cannot be read"),
        (another_text, "would have another text than it had"),
        (no_json, f"{PEOPLE} is not as it was written"),
        (a_list, f"{PEOPLE} is not as it was written"),
        (another_shape, "The backup is of shape 9999"),
        (another_layout, "A newer version of CoCharter wrote this file"),
        (another_kind, "This is no backup of CoCharter"),
    ],
)
def test_a_file_that_does_not_hold_together_changes_nothing(
    runner: FlaskCliRunner,
    database: Database,
    backup: Path,
    change: Callable[[Members, Manifest], None],
    said: str,
) -> None:
    assert said in sentence(runner, "restore", str(forge(backup, change)))
    assert not any(rows_of(database).values())


def test_a_member_that_was_changed_is_known_by_its_hash(
    runner: FlaskCliRunner, database: Database, backup: Path
) -> None:
    def rename(members: Members, _manifest: Manifest) -> None:
        members[PEOPLE] = members[PEOPLE].replace(b'"name": "', b'"name": "Not ')

    forged = forge(backup, rename, seal=False)
    assert sentence(runner, "restore", str(forged)) == (
        f"The file is damaged: {PEOPLE} is not as it was written."
    )
    assert not any(rows_of(database).values())


def test_a_member_that_no_manifest_names_is_refused(runner: FlaskCliRunner, backup: Path) -> None:
    def add(members: Members, _manifest: Manifest) -> None:
        members["tables/more.jsonl"] = b"{}\n"

    forged = forge(backup, add, seal=False)
    assert "other members than its manifest says" in sentence(runner, "restore", str(forged))


def test_a_file_that_holds_more_than_it_weighs_is_refused_unread(
    runner: FlaskCliRunner, backup: Path
) -> None:
    def bomb(members: Members, _manifest: Manifest) -> None:
        members[PEOPLE] = bytes(100_000_000)

    forged = forge(backup, bomb, packing=ZIP_DEFLATED)
    assert "holds more than it weighs" in sentence(runner, "restore", str(forged))


@pytest.mark.parametrize("share", [0, 0.3, 0.9, 0.999])
def test_a_file_of_which_a_part_is_missing_is_refused(
    runner: FlaskCliRunner, database: Database, backup: Path, share: float
) -> None:
    os.truncate(backup, int(backup.stat().st_size * share))
    assert "is damaged, or not all of it is there" in sentence(runner, "restore", str(backup))
    assert not any(rows_of(database).values())


def test_a_byte_that_changed_in_any_member_is_noticed(
    runner: FlaskCliRunner, database: Database, backup: Path
) -> None:
    whole = backup.read_bytes()
    with ZipFile(backup) as file:
        _about, _first, *ends = [one.header_offset for one in file.infolist() if one.file_size]
    for end in ends:  # the last byte but one of the member before
        backup.write_bytes(whole[: end - 2] + bytes([whole[end - 2] ^ 1]) + whole[end - 1 :])
        assert sentence(runner, "restore", str(backup))
    assert not any(rows_of(database).values())


def test_a_database_that_holds_something_is_left_alone(
    runner: FlaskCliRunner, database: Database, backup: Path
) -> None:
    with database.write() as session:
        find_or_add_person(session, "somebody@example.org", "Somebody", NOW)
    before = rows_of(database)
    said = sentence(runner, "restore", str(backup))
    assert said == "This database is not empty: it has rows in people."
    assert rows_of(database) == before


def test_what_fails_at_the_very_end_is_taken_back_with_the_tables(
    empty_runner: FlaskCliRunner, empty_url: str, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise OSError(errno.EIO, "the disk is gone")

    monkeypatch.setattr(restoring, "_give_new_generations", fail)
    assert empty_runner.invoke(args=["restore", str(backup)]).exit_code == 1
    untouched = Database(empty_url)
    with untouched.read() as session:
        assert migrations.revision_of(session.connection()) is None
    untouched.engine.dispose()


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Nothing here can write a file beyond so many bytes, as if the disk were full then."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_leaves_the_backup_before_this_one(
    make_app: Callable[[Settings], Flask], settings: Settings, source_url: str, backup: Path
) -> None:
    owner = make_app(replace(settings, database_url=source_url)).test_cli_runner()
    size, before = backup.stat().st_size, b"the backup of yesterday"
    backup.write_bytes(before)
    with files_end_at(size - 1000):  # SQLite needs some room beside the database to read it
        said = sentence(owner, "backup", str(backup))
    assert said == f"{backup} cannot be written: File too large."
    assert backup.read_bytes() == before
    assert list(backup.parent.iterdir()) == [backup]


def test_a_folder_that_is_not_there_is_one_sentence(runner: FlaskCliRunner, tmp_path: Path) -> None:
    said = sentence(runner, "backup", str(tmp_path / "nowhere" / "backup.zip"))
    assert said.endswith("cannot be written: No such file or directory.")


def test_a_database_of_an_old_shape_is_not_backed_up(
    empty_runner: FlaskCliRunner, tmp_path: Path
) -> None:
    path = tmp_path / "backup.zip"
    assert "run `flask migrate` first" in sentence(empty_runner, "backup", str(path))
    assert not list(tmp_path.glob("*backup*"))
