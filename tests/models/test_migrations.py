"""Migrations lead from nothing to what the mapped classes need, and back."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from app.database import Database
from app.migrations import alembic_config, upgrade
from app.models import Base


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
