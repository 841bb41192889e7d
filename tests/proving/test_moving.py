"""What was proved stays proved in a backup that is put back, and in a database that moved."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from app.config import Settings
from app.database import Database
from app.models import LedgerEvent
from tests.proving.story import Story
from tests.proving.test_bundle import bundle

Taken = Callable[[FlaskCliRunner, FlaskCliRunner, str, Path], list[object]]


def backed_up(there: FlaskCliRunner, here: FlaskCliRunner, _: str, file: Path) -> list[object]:
    return [there.invoke(args=["backup", str(file)]), here.invoke(args=["restore", str(file)])]


def copied(_: FlaskCliRunner, here: FlaskCliRunner, url: str, __: Path) -> list[object]:
    return [here.invoke(args=["migrate"]), here.invoke(args=["copy-from", url])]


def ledger(database: Database) -> list[tuple[object, ...]]:
    with database.read() as session:
        query = select(LedgerEvent.__table__).order_by(LedgerEvent.document_id, LedgerEvent.number)
        return [tuple(row) for row in session.execute(query)]


@pytest.mark.parametrize("take", [backed_up, copied])
def test_every_act_is_true_there_too(
    story: Story, runner: FlaskCliRunner, make_app: Callable[[Settings], Flask],
    settings: Settings, empty_url: str, tmp_path: Path, take: Taken,
) -> None:  # fmt: skip
    other = make_app(replace(settings, database_url=empty_url)).test_cli_runner()
    for result in take(runner, other, settings.database_url, tmp_path / "backup.zip"):
        assert result.exit_code == 0, result.output  # type: ignore[attr-defined]
    verified = other.invoke(args=["verify"])
    assert verified.exit_code == 0, verified.output
    database = Database(empty_url)
    assert ledger(database) == ledger(story.database)
    assert bundle(database) == bundle(story.database)
    database.engine.dispose()
