"""A backup put back into an empty database: all of it, proved to be the same, or nothing."""

import secrets
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import migrations
from app.backup.archive import Reader, reading
from app.backup.errors import BackupError
from app.backup.rows import load
from app.backup.writing import DOCUMENTS, KIND, LEFT_OUT, member_of, proofs_of
from app.database import Database, reason_of
from app.models import Base, Document
from app.whole import first_with_rows, go_on_counting, tables, take_your_time

SHAPE = "alembic_version"
MAX_GENERATION = 2**31 - 1  # what the column holds


def restore(path: Path, database: Database) -> Mapping[str, int]:
    """Put the backup at `path` into `database`: table -> rows. Raises BackupError.

    `database` has no rows. It gets the shape the backup was made in, and is migrated from there:
    an old backup needs no old program. Each document gets a new generation, so that no browser
    sends what it kept for a past that is not the past any more.
    """
    with reading(path, KIND) as backup:
        revision = _shape(backup)
        try:
            with migrations.changing(database.engine) as connection:
                _begin_anew(connection, revision)
                counts = _load(connection, backup)
                migrations.bring(connection)
                for table in tables():
                    go_on_counting(connection, table)
                with Session(connection) as session:
                    _refuse_difference(session, backup)
                    _give_new_generations(session)
        except migrations.LostRowsError as error:
            raise BackupError("The backup cannot be loaded: rows are missing in it.") from error
        except SQLAlchemyError as error:
            raise BackupError(f"The backup cannot be loaded: {reason_of(error)}.") from error
    return counts


def _shape(backup: Reader) -> str:
    revision = backup.manifest.get("revision")
    if not isinstance(revision, str) or not migrations.is_known(revision):
        raise BackupError(
            f"The backup is of shape {revision}, which this version of CoCharter does not know: "
            "a newer one wrote it. Update this one."
        )
    return revision


def _begin_anew(connection: Connection, revision: str) -> None:
    """Tables of the shape `revision`, in the place of those that are there and hold nothing."""
    take_your_time(connection)
    there = set(inspect(connection).get_table_names()) & {table.name for table in tables()}
    if connection.dialect.name == "postgresql" and there:
        # Nobody adds a row after it was looked whether there are any.
        names = ", ".join(f'"{name}"' for name in sorted(there))
        connection.execute(text(f"LOCK TABLE {names}"))
    ours = migrations.revision_of(connection)
    if ours is not None and not migrations.is_known(ours):
        raise BackupError("A newer version of CoCharter made this database: update this one.")
    filled = first_with_rows(connection)
    if filled:
        raise BackupError(f"This database is not empty: it has rows in {filled}.")
    Base.metadata.drop_all(connection)
    connection.execute(text(f"DROP TABLE IF EXISTS {SHAPE}"))
    migrations.bring(connection, revision)


def _load(connection: Connection, backup: Reader) -> dict[str, int]:
    shape = MetaData()
    shape.reflect(connection)
    known = [table for table in shape.sorted_tables if table.name != SHAPE]
    names = {member_of(table.name) for table in known if table.name not in LEFT_OUT}
    if names != set(backup.names("tables/")):
        raise BackupError("The backup has other tables than its shape has.")
    counts = {
        table.name: load(connection, table, backup.lines(member_of(table.name)))
        for table in known
        if table.name not in LEFT_OUT
    }
    if counts != backup.manifest.get("rows"):
        raise BackupError("The backup does not have all the rows that its manifest counts.")
    return counts


def _refuse_difference(session: Session, backup: Reader) -> None:
    for there, said in zip_longest(proofs_of(session), backup.lines(DOCUMENTS)):
        if there is None or there._asdict() != said:
            key = there.key if there else said and said.get("key")
            raise BackupError(f"The document {key} would have another text than it had.")


def _give_new_generations(session: Session) -> None:
    """By chance: counted on, the same backup would give the same one whenever it is put back."""
    for number, generation in session.execute(select(Document.id, Document.generation)).all():
        fresh = generation
        while fresh == generation:
            fresh = secrets.randbelow(MAX_GENERATION) + 1
        session.execute(update(Document).where(Document.id == number).values(generation=fresh))
