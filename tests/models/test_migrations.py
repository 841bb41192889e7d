"""Migrations lead from nothing to what the mapped classes need, and back."""

import subprocess
import sys

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from app.database import Database
from app.migrations import alembic_config, upgrade
from app.models import Base
from tests.live_server import ROOT

PATIENCE_SECONDS = 60


def test_an_upgraded_database_is_what_the_classes_need(empty_url: str) -> None:
    engine = Database(empty_url).engine
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_upgrading_twice_changes_nothing(empty_url: str) -> None:
    engine = Database(empty_url).engine
    upgrade(engine)
    before = inspect(engine).get_table_names()
    upgrade(engine)
    assert inspect(engine).get_table_names() == before
    engine.dispose()


def test_a_downgrade_leaves_nothing_behind(empty_url: str) -> None:
    engine = Database(empty_url).engine
    upgrade(engine)
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_rows_of_the_first_shape_come_through_every_step(empty_url: str) -> None:
    """Also where a table to which others lead must be made anew."""
    engine = Database(empty_url).engine
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        for statement in ROWS_OF_THE_FIRST_SHAPE:
            connection.exec_driver_sql(statement)
    upgrade(engine)
    with engine.connect() as connection:
        seen = connection.exec_driver_sql(
            "SELECT p.email, m.role, s.token_hash FROM people p "
            "JOIN memberships m ON m.person_id = p.id JOIN sign_in_sessions s ON s.person_id = p.id"
        ).one()
        assert tuple(seen) == ("nour@example.org", "member", "hash")
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql("UPDATE memberships SET person_id = 404")
    engine.dispose()


ROWS_OF_THE_FIRST_SHAPE = (
    "INSERT INTO people (id, key, name, email, locale, created_at) "
    "VALUES (1, 'nour', 'Nour', 'nour@example.org', 'ar', '2026-03-14 09:30:00')",
    "INSERT INTO groups (id, key, name, created_at) "
    "VALUES (1, 'core', 'Core', '2026-03-14 09:30:00')",
    "INSERT INTO memberships (person_id, group_id, role, organisation, country, colour, joined_at) "
    "VALUES (1, 1, 'member', 'Cedar Centre', 'LB', '#000000', '2026-03-14 09:30:00')",
    "INSERT INTO sign_in_sessions (token_hash, person_id, created_at, expires_at) "
    "VALUES ('hash', 1, '2026-03-14 09:30:00', '2026-03-14 09:30:00')",
)

UPGRADE = """
import sys
from app.database import Database
from app.migrations import upgrade
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
upgrade(database.engine)
"""


def test_several_processes_may_start_at_once_on_an_empty_database(empty_url: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE, empty_url],
            cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]  # fmt: skip
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=PATIENCE_SECONDS)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], errors
    engine = Database(empty_url).engine
    assert {*Base.metadata.tables} < {*inspect(engine).get_table_names()}
    engine.dispose()
