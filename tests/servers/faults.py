"""A database that takes no more rows, as when its disk is full."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from app.database import Database

_REFUSES = {
    "sqlite": ("CREATE TRIGGER refuse BEFORE {act} ON {table} "
               "BEGIN SELECT raise(ABORT, 'database or disk is full'); END",),
    # Deferred: each statement goes well, and the commit fails.
    "postgresql": ("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
                   "BEGIN RAISE disk_full USING MESSAGE = 'no space left on device'; END $$",
                   "CREATE CONSTRAINT TRIGGER refuse AFTER {act} ON {table} "
                   "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()"),
}  # fmt: skip
_RELENTS = {
    "sqlite": ("DROP TRIGGER refuse",),
    "postgresql": ("DROP FUNCTION refuse CASCADE",),
}


@contextmanager
def refusing(database: Database, act: str, table: str) -> Iterator[None]:
    """Nobody can `act` ("INSERT", "UPDATE") on `table`; PostgreSQL says so at the commit only."""
    kind = database.engine.dialect.name
    _execute(database, *(one.format(act=act, table=table) for one in _REFUSES[kind]))
    try:
        yield
    finally:
        _execute(database, *_RELENTS[kind])


def _execute(database: Database, *statements: str) -> None:
    with database.write() as session:
        for statement in statements:
            session.execute(text(statement))
