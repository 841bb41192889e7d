"""The rows of a database on PostgreSQL, which can be put back after a test."""

from contextlib import suppress

import psycopg
from psycopg import sql

# Whatever could stand in the way: somebody in the middle of a transaction is cut off.
_CUT_OFF = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
_TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
_SEQUENCES = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
# Of tables, indexes and sequences, their columns, and what fires on them.
_SHAPE = """
    WITH ours AS (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    SELECT array(SELECT oid FROM ours ORDER BY oid),
        (SELECT count(*) FROM pg_attribute WHERE attrelid IN (SELECT oid FROM ours)
            AND NOT attisdropped),
        (SELECT count(*) FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM ours)),
        (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace)
"""


class Rows:
    """What the database at `url` holds when this is made."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self._shape = self._one(_SHAPE)
        tables = [name for (name,) in self._connection.execute(_TABLES)]
        self._held = {table: held for table in tables if (held := self._copy_out(table))}
        self._empty = sql.SQL(";").join(
            [
                sql.SQL("SET LOCAL session_replication_role = replica"),  # no key is looked up
                *(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in tables),
                *self._starts(),
            ]
        )

    def put_back(self) -> bool:
        """False if that cannot be done, as the tables are not what they were."""
        with suppress(psycopg.OperationalError):
            self._connection.execute(_CUT_OFF)
            if self._one(_SHAPE) == self._shape:
                with self._connection.transaction():
                    self._connection.execute(self._empty)
                    for table, held in self._held.items():
                        self._copy_in(table, held)
                return True
        self.close()
        return False

    def close(self) -> None:
        self._connection.close()

    def _one(self, query: str) -> object:
        return self._connection.execute(query).fetchone()

    def _starts(self) -> list[sql.Composed]:
        """What makes every sequence go on where it stands now."""
        names = [name for (name,) in self._connection.execute(_SEQUENCES)]
        query = sql.SQL("SELECT last_value, is_called FROM {}")
        stands = {
            name: self._connection.execute(query.format(sql.Identifier(name))).fetchone()
            for name in names
        }
        return [
            sql.SQL("SELECT setval({}, {}, {})").format(name, *stand)
            for name, stand in stands.items()
            if stand
        ]

    def _copy_out(self, table: str) -> bytes:
        statement = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
        with self._connection.cursor().copy(statement) as copy:
            return b"".join(bytes(part) for part in copy)

    def _copy_in(self, table: str, held: bytes) -> None:
        statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
        with self._connection.cursor().copy(statement) as copy:
            copy.write(held)
