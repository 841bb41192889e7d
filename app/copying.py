"""Moving: a whole database into another one, of either kind, proved to be the same."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Table, func, insert, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import migrations
from app.database import Database, reason_of
from app.models import Document
from app.whole import first_with_rows, go_on_counting, tables, take_your_time
from realtime import log

BATCH_ROWS = 100  # a row holds an update of a text, or all of one: a few megabytes at most


class CopyError(Exception):
    """Nothing was written; the sentence says why."""


def copy(source_url: str, target: Database) -> Mapping[str, int]:
    """Copy all of the database at `source_url` into `target`: table -> rows, in their order.

    `target` is migrated and has no rows. Raises CopyError, and leaves `target` as it was.
    """
    _refuse_same(source_url, target)
    with _opened(source_url) as source, _writing(target) as session:
        _refuse_other_shape(source, session)
        _refuse_rows(session)
        counts = {table.name: _copy_table(source, session, table) for table in tables()}
        _refuse_difference(source, session)
    return counts


def _refuse_same(source_url: str, target: Database) -> None:
    if _place(source_url) == _place(target.engine.url.render_as_string(hide_password=False)):
        raise CopyError("This is the database that COCHARTER_DATABASE_URL names already.")


def _place(url: str) -> object:
    """Where the data behind `url` are, however it is written. Raises CopyError."""
    try:
        address = make_url(url)
    except (SQLAlchemyError, ValueError) as error:
        raise CopyError(
            "The source must look like sqlite:////path/file.db or postgresql://user:password@host/name."
        ) from error
    if address.get_backend_name() == "sqlite":
        return Path(address.database or "").resolve()
    return address.host, address.port or 5432, address.database


@contextmanager
def _opened(url: str) -> Iterator[Session]:
    """The source as it is at one moment."""
    address = make_url(url)
    file = address.database or ":memory:"
    if address.get_backend_name() == "sqlite" and not Path(file).is_file():
        raise CopyError(f"There is no file {file}.")  # SQLite would make one
    database = None
    try:
        database = Database(url)
        with database.read() as session:
            take_your_time(session.connection())
            yield session
    except (SQLAlchemyError, ImportError) as error:
        raise CopyError(f"The source cannot be read: {reason_of(error)}.") from error
    finally:
        if database:
            database.engine.dispose()


@contextmanager
def _writing(target: Database) -> Iterator[Session]:
    try:
        with target.write() as session:
            take_your_time(session.connection())
            yield session
    except SQLAlchemyError as error:
        raise CopyError(f"The copy cannot be written: {reason_of(error)}.") from error


def _refuse_other_shape(source: Session, target: Session) -> None:
    theirs, ours = (migrations.revision_of(one.connection()) for one in (source, target))
    if ours != migrations.newest_revision():
        raise CopyError("This database is not of the newest shape: run `flask migrate` first.")
    if theirs != ours:
        raise CopyError(
            f"The source is of shape {theirs or 'none'}, this version needs {ours}: "
            "run `flask migrate` on it first."
        )


def _refuse_rows(target: Session) -> None:
    filled = first_with_rows(target.connection())
    if filled:
        raise CopyError(f"This database is not empty: it has rows in {filled}.")


def _copy_table(source: Session, target: Session, table: Table) -> int:
    count = 0
    rows = source.execute(select(table).execution_options(yield_per=BATCH_ROWS)).mappings()
    for batch in rows.partitions():
        target.execute(insert(table), [dict(row) for row in batch])
        count += len(batch)
    go_on_counting(target.connection(), table)
    return count


def _refuse_difference(source: Session, target: Session) -> None:
    for table in tables():
        count = select(func.count()).select_from(table)
        if source.scalar(count) != target.scalar(count):
            raise CopyError(f"The copy of {table.name} does not have all rows.")
    for key, number in source.execute(select(Document.key, Document.id)).all():
        if _hash_of(source, number) != _hash_of(target, number):
            raise CopyError(f"The copy of the document {key} has another text.")


def _hash_of(session: Session, document_id: int) -> bytes:
    return hashlib.sha256(log.text_of(session, document_id).encode()).digest()
