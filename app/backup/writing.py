"""Everything in one file, as it is at one moment, while people write on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import migrations
from app.backup.archive import writing
from app.backup.errors import BackupError
from app.backup.replay import Proof, proof_of
from app.backup.rows import rows_of
from app.backup.whole_file import written_whole
from app.database import Database, reason_of
from app.models import Document, SignInLink, SignInSession
from app.whole import tables, take_your_time

KIND = "backup"
DOCUMENTS = "documents.jsonl"
# Going back in time must not bring back what was ended or used since: a browser that was signed
# out because it was stolen, a link that signed somebody in once.
LEFT_OUT = frozenset({SignInLink.__tablename__, SignInSession.__tablename__})
ABOUT = """\
A backup of CoCharter. `flask restore FILE` puts it into an empty database.

manifest.json     the shape of the database, the rows of each table, the SHA-256 of each member
tables/*.jsonl    one row a line; bytes are in base64, moments in ISO 8601
documents.jsonl   of each document: the newest row of its log, the SHA-256 of the text that all
                  rows make (Yjs updates, the text named "content", in UTF-8), and of each version's

What signs somebody in is not in it: sessions and sign-in links. Links to invitations and for
reviewers are, as their SHA-256. It holds names, addresses and texts: keep it as safe as these.
"""


@dataclass(frozen=True)
class Written:
    """rows: table -> how many. broken: the keys of documents whose log cannot be replayed."""

    rows: Mapping[str, int]
    broken: list[str]


def back_up(database: Database, path: Path, now: datetime) -> Written:
    """Write all that `database` holds at this moment to `path`. Raises BackupError."""
    try:
        with (
            written_whole(path) as file,
            writing(file, KIND, now) as archive,
            database.read() as session,
        ):
            take_your_time(session.connection())
            revision = _shape(session)
            archive.content("README.txt", ABOUT.encode())
            rows = {
                table.name: archive.lines(member_of(table.name), rows_of(session, table))
                for table in tables()
                if table.name not in LEFT_OUT
            }
            broken: list[str] = []
            archive.lines(DOCUMENTS, _proofs(session, broken))
            archive.close({"revision": revision, "rows": rows})
    except SQLAlchemyError as error:
        raise BackupError(f"The database cannot be read: {reason_of(error)}.") from error
    return Written(rows, broken)


def member_of(table: str) -> str:
    """The member that holds the rows of a table."""
    return f"tables/{table}.jsonl"


def proofs_of(session: Session) -> Iterator[Proof]:
    """What the log of each document says."""
    for document in session.scalars(select(Document).order_by(Document.id)).all():
        yield proof_of(session, document)


def _proofs(session: Session, broken: list[str]) -> Iterator[Mapping[str, object]]:
    for proof in proofs_of(session):
        if proof.sha256 is None:
            broken.append(proof.key)
        yield proof._asdict()


def _shape(session: Session) -> str:
    revision = migrations.revision_of(session.connection())
    if revision is None or revision != migrations.newest_revision():
        raise BackupError("The database is not of the newest shape: run `flask migrate` first.")
    return revision
