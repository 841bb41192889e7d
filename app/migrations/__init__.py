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


class LostRowsError(RuntimeError):
    """Rows refer to others that are not there; nothing was changed."""


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
    with changing(engine) as connection:
        bring(connection)


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may change the shape of the database, and all of it is taken back when
    it fails. Nobody else changes it meanwhile. Raises LostRowsError at its end."""
    with (
        engine.execution_options(**{WRITES: True}).connect() as connection,
        _tables_made_anew(connection),
        connection.begin(),
    ):
        if connection.dialect.name == "postgresql":
            # On SQLite the transaction itself is the lock.
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        yield connection
        if connection.dialect.name == "sqlite":
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if lost:
                raise LostRowsError(f"rows would lead nowhere after this: {lost[:3]}")


def bring(connection: Connection, revision: str = "head") -> None:
    """Bring the database to a later shape, in a transaction of `changing`."""
    command.upgrade(alembic_config(connection), revision)


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
    return _steps().get_current_head()


def is_known(revision: str) -> bool:
    """Whether this version knows the way from the shape `revision` to the newest one."""
    return revision in {one.revision for one in _steps().walk_revisions()}


def _steps() -> ScriptDirectory:
    return ScriptDirectory(str(Path(__file__).parent))
