"""The database: one engine, and the only two places where a transaction begins."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.orm import Session

BUSY_MILLISECONDS = 5000  # how long a writer waits for another one
IDLE_MILLISECONDS = 15_000  # after which a process that hangs in a transaction loses its locks
GLANCE_SECONDS = 0.01
CONNECT_SECONDS = 5
# A machine that vanished says nothing: whoever waits for its answer gives up after this long.
KEEPALIVE = {
    "keepalives_idle": 3,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
MAKING = 0x4D414B45  # any number will do for a lock, if all processes have the same
POOL_SIZE = 10
WRITES = "cocharter_writes"  # the option of an engine or connection whose transactions write


class Database:
    """Opens sessions on `url`: `read()` never writes, `write()` commits or leaves no trace.

    connections: how many it keeps to PostgreSQL; under load as many more.
    """

    def __init__(self, url: str | URL, connections: int = POOL_SIZE) -> None:
        address = make_url(url)
        if address.get_backend_name() in ("postgresql", "postgres"):
            self.engine = _postgresql(address, connections)
            self._reading: Engine = self.engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        else:
            self.engine = self._reading = create_engine(address)
            _make_folder(address)
            _prepare_sqlite(self.engine)
        self._writing = self.engine.execution_options(**{WRITES: True})

    def aside(self) -> "Database":
        """The same data by a way of its own, for who must not wait for all others."""
        return Database(self.engine.url, connections=1)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one consistent state of the data; what it changes is thrown away."""
        with Session(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in a transaction that commits at the end, or rolls back on an exception.

        Nothing inside may wait for another greenlet: on SQLite this is the only writer, and
        whoever comes next would block the whole process until the busy timeout. On PostgreSQL
        statements see what others committed before each of them: lock what must not change.
        """
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session


def wait_for_others(session: Session) -> None:
    """From here on, until its end, a writing transaction is the only one that called this.

    For what must not be made twice and has no row yet that could be locked. On SQLite every
    writer is alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(MAKING)))


def _postgresql(address: URL, connections: int) -> Engine:
    """Through psycopg 3; a connection that a restart of the server cut is replaced unseen."""
    limits = {
        "lock_timeout": BUSY_MILLISECONDS,
        "idle_in_transaction_session_timeout": IDLE_MILLISECONDS,
    }
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_size=connections,
        max_overflow=connections,
        pool_timeout=BUSY_MILLISECONDS / 1000,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            **KEEPALIVE,
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
        },
    )


def _make_folder(address: URL) -> None:
    name = address.database
    if name and name != ":memory:":
        Path(name).parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(engine: Engine) -> None:
    """Make commits durable, keys enforced, and writers queue instead of failing half-way."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions by itself
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
        _use_wal(connection)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        # A writer takes the lock at once: upgrading a read transaction can fail when another
        # wrote meanwhile.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _use_wal(connection: Any) -> None:
    """A new file is switched once, by one who has it alone: SQLite does not wait for that."""
    deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(GLANCE_SECONDS)
        else:
            return


def reason_of(error: Exception) -> str:
    """Why the database could not be used, in one line and in the words of its driver."""
    return " ".join(str(getattr(error, "orig", error)).split()).rstrip(".?")
