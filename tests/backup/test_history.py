"""The history of a document tells all that happened to it, and shows by itself that it holds."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from flask.testing import FlaskCliRunner
from sqlalchemy import update

from app.backup.commands import history_group
from app.backup.history import export_history
from app.database import Database
from app.domain.roles import Role
from app.domain.versions import Occasion, sha256_of
from app.models import Document, Person, Update
from app.services.threads import reply
from app.services.versions import keep
from realtime import log, text_edits
from tests.backup.conftest import sentence
from tests.backup.test_refusals import Manifest, Members, forge
from tests.conftest import NOW, TEXT
from tests.remarks import on_words, say

MORE = "## Números\n\nسلم 🌍\n\n"


@pytest.fixture
def nour(add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def written(database: Database, charter: Document, camille: Person, nour: Person) -> Document:
    """A charter that was kept as it began, and written on and talked about since."""
    with database.write() as session:
        document = session.get_one(Document, charter.id)
        keep(session, document, TEXT, 1, Occasion.NAMED, camille.id, NOW, "The beginning")
        entry = log.Entry(nour.id, [7], text_edits.seed(MORE, 7))
        head = log.head_of(session, charter.id)
        log.append(session, charter.id, head, [entry], NOW + timedelta(minutes=1))
        keep(session, document, log.text_of(session, charter.id), 2, Occasion.QUIET, None, NOW)
    thread = say(database, nour, charter, on_words("Why?", "one another"))
    with database.write() as session:
        reply(session, camille.id, thread.key, "Good point, @Nour", NOW)
    return charter


@pytest.fixture
def history(database: Database, written: Document, tmp_path: Path) -> Path:
    path = tmp_path / "history.zip"
    export_history(database, written.key, path, NOW)
    return path


def lines(history: Path, name: str) -> list[dict[str, Any]]:
    with ZipFile(history) as file:
        return [json.loads(line) for line in file.read(name).splitlines()]


def test_it_tells_who_changed_the_text_and_when(
    history: Path, camille: Person, nour: Person
) -> None:
    rows = lines(history, "log.jsonl")
    assert [(row["seq"], row["author"]) for row in rows] == [(1, camille.id), (2, nour.id)]
    assert rows[1]["client_ids"] == [7]
    assert rows[1]["at"] == "2026-03-14T09:31:00+00:00"
    people = {one["person"]: one for one in lines(history, "people.jsonl")}
    assert people == {
        one.id: {"person": one.id, "name": one.name, "organisation": "Cedar Centre"}
        for one in (camille, nour)
    }


def test_it_holds_the_text_and_every_version_to_the_last_byte(
    history: Path, database: Database, written: Document
) -> None:
    with database.read() as session:
        text = log.text_of(session, written.id)
    versions = lines(history, "versions.jsonl")
    assert [(one["number"], one["name"], one["seq"]) for one in versions] == [
        (1, "The beginning", 1), (2, "", 2),
    ]  # fmt: skip
    with ZipFile(history) as file:
        assert file.read("versions/1.md").decode() == TEXT
        assert file.read("versions/2.md").decode() == file.read("text.md").decode() == text
        assert MORE in text
        assert json.loads(file.read("manifest.json"))["document"]["sha256"] == sha256_of(text)


def test_it_holds_what_people_said(history: Path, nour: Person, camille: Person) -> None:
    (thread,) = lines(history, "threads.jsonl")
    assert (thread["quote"], thread["replacement"]) == ("each other", "one another")
    said = [(one["author"], one["words"], one["mentions"]) for one in thread["comments"]]
    assert said == [(nour.id, "Why?", []), (camille.id, "Good point, @Nour", [nour.id])]


def test_it_holds_nobodys_address(history: Path) -> None:
    assert b"@example.org" not in history.read_bytes()


@pytest.mark.parametrize("key", ["-eN8K9JkFIyKC0bMbf1mcA", "--fN8K9JkFIyKC0bMbf1mc"])
def test_a_key_may_begin_with_hyphens(
    runner: FlaskCliRunner, database: Database, charter: Document, tmp_path: Path, key: str
) -> None:
    with database.write() as session:
        session.get_one(Document, charter.id).key = key
    path = tmp_path / "history.zip"
    result = runner.invoke(args=["history", "export", key, str(path)])
    assert result.output == f"{path} holds the whole history: 1 changes.\n"


def test_nothing_of_another_document_is_in_it(
    history: Path, runner: FlaskCliRunner, database: Database, tmp_path: Path
) -> None:
    assert "no document nothing" in sentence(
        runner, "history", "export", "nothing", str(tmp_path / "nothing.zip")
    )
    assert list(tmp_path.iterdir()) == [history]


def checked(path: Path) -> str:
    """What the check says, or why the history does not hold."""
    result = CliRunner().invoke(history_group, ["check", str(path)])
    assert result.exit_code == (1 if result.output.startswith("Error: ") else 0)
    return result.output.removeprefix("Error: ").strip()


def test_its_check_needs_no_database(history: Path) -> None:
    assert checked(history) == "2 changes make this text, and its 2 versions."


def test_the_script_that_it_brings_along_checks_it_too(history: Path, tmp_path: Path) -> None:
    with ZipFile(history) as file:
        (script,) = re.findall(r"```python\n(.*?)```", file.read("README.md").decode(), re.DOTALL)
    for path, code in ((history, 0), (forge(history, another_version), 1)):
        run = subprocess.run([sys.executable, "-c", script, path], capture_output=True, check=False)
        assert run.returncode == code, run.stderr


def another_version(members: Members, _manifest: Manifest) -> None:
    members["versions/1.md"] += b"We never said that.\n"


def another_hash(members: Members, _manifest: Manifest) -> None:
    members["versions.jsonl"] = members["versions.jsonl"].replace(b'"sha256": "', b'"sha256": "0')


def another_text(members: Members, _manifest: Manifest) -> None:
    members["text.md"] = b"Another text\n"


def no_last_row(members: Members, _manifest: Manifest) -> None:
    members["log.jsonl"] = members["log.jsonl"].split(b"\n")[0] + b"\n"


def no_first_row(members: Members, _manifest: Manifest) -> None:
    members["log.jsonl"] = members["log.jsonl"].split(b"\n", 1)[1]


def no_payload(members: Members, _manifest: Manifest) -> None:
    members["log.jsonl"] = members["log.jsonl"].replace(b'"payload"', b'"load"')


def no_update(members: Members, _manifest: Manifest) -> None:
    members["log.jsonl"] = members["log.jsonl"].replace(b'"payload": "', b'"payload": "////')


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (another_version, "The text of version 1 is not the one it had."),
        (another_hash, "Version 1 is not what the log makes."),
        (another_text, "The log makes another text than the one in this file."),
        (no_last_row, "The log ends before the newest version."),
        (no_first_row, "Row 1 of the log is not there."),
        (no_payload, "The history cannot be read: something is missing in it."),
        (no_update, "Version 1 is not what the log makes."),
    ],
)
def test_a_history_that_was_touched_does_not_hold(
    history: Path, change: Callable[[Members, Manifest], None], said: str
) -> None:
    assert checked(forge(history, change)) == said


def test_a_backup_is_no_history(history: Path) -> None:
    def rename(_members: Members, manifest: Manifest) -> None:
        manifest["kind"] = "backup"

    assert checked(forge(history, rename)) == "This is no history of CoCharter."


def test_a_log_that_cannot_be_replayed_is_said(
    runner: FlaskCliRunner, database: Database, written: Document, tmp_path: Path
) -> None:
    with database.write() as session:
        session.execute(update(Update).where(Update.seq == 2).values(payload=b"\xff\xff"))
    path = str(tmp_path / "history.zip")
    said = sentence(runner, "history", "export", written.key, path)
    assert said == f"The log of the document {written.key} cannot be replayed."
