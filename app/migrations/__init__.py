"""The steps that bring a database to the shape the mapped classes need."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from app.database import WRITES

LOCK = 0x434F4348  # any number will do, if all processes have the same
WAIT_SECONDS = 60


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for work on `connection`; it needs no ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Bring the database behind `engine` to the newest shape; does nothing when it is there.

    Of several processes that do so at once, one does the work and the others wait for it.
    """
    with (
        engine.execution_options(**{WRITES: True}).connect() as connection,
        _tables_made_anew(connection),
        connection.begin(),
    ):
        if connection.dialect.name == "postgresql":
            # On SQLite the transaction itself is the lock.
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        command.upgrade(alembic_config(connection), "head")
        if connection.dialect.name == "sqlite":
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if lost:
                raise RuntimeError(f"rows would lead nowhere after this migration: {lost[:3]}")


@contextmanager
def _tables_made_anew(connection: Connection) -> Iterator[None]:
    """SQLite changes a column by making its table anew, to which others may lead meanwhile.

    That can be allowed only outside of a transaction.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF").close()
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON").close()


def revision_of(connection: Connection) -> str | None:
    """The shape of the database behind `connection`; None before the first migration."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The shape this version needs."""
    return ScriptDirectory(str(Path(__file__).parent)).get_current_head()
