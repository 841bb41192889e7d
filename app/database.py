"""The database: one engine, and the only two places where a transaction begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

SQLITE_BUSY_MILLISECONDS = 5000
_WRITES = "cocharter_writes"


class Database:
    """Opens sessions on `url`: `read()` never writes, `write()` commits or leaves no trace."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url)
        if self.engine.dialect.name == "sqlite":
            _make_folder(self.engine)
            _prepare_sqlite(self.engine)
        self._writing = self.engine.execution_options(**{_WRITES: True})

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one consistent state of the data; what it changes is thrown away."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in a transaction that commits at the end, or rolls back on an exception.

        Nothing inside may wait for another greenlet: on SQLite this is the only writer, and
        whoever comes next would block the whole process until the busy timeout.
        """
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session


def _make_folder(engine: Engine) -> None:
    name = make_url(engine.url).database
    if name and name != ":memory:":
        Path(name).parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(engine: Engine) -> None:
    """Make commits durable, keys enforced, and writers queue instead of failing half-way."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions by itself
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={SQLITE_BUSY_MILLISECONDS}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        # A writer takes the lock at once: upgrading a read transaction can fail when another
        # wrote meanwhile.
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
