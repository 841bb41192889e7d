"""Everything of one document in one file that says what it is, for whoever wants to check it."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.backup.archive import Writer, writing
from app.backup.chapters import Chapters
from app.backup.errors import BackupError
from app.backup.replay import Replay
from app.backup.whole_file import written_whole
from app.database import Database, reason_of
from app.models import Document
from app.whole import take_your_time

KIND = "history"
TEXT, LOG, VERSIONS = "text.md", "log.jsonl", "versions.jsonl"
ABOUT = Path(__file__).with_name("history.md")


def export_history(database: Database, key: str, path: Path, now: datetime) -> int:
    """Write all of the document that `key` names to `path`; returns how many rows its log has.

    Raises BackupError.
    """
    try:
        with (
            written_whole(path) as file,
            writing(file, KIND, now) as archive,
            database.read() as session,
        ):
            take_your_time(session.connection())
            document = session.scalar(select(Document).where(Document.key == key))
            if document is None:
                raise BackupError(f"There is no document {key}.")
            return _write(session, document, archive)
    except SQLAlchemyError as error:
        raise BackupError(f"The database cannot be read: {reason_of(error)}.") from error


def version_file(number: int) -> str:
    """The member that holds the text of a version."""
    return f"versions/{number}.md"


def _write(session: Session, document: Document, archive: Writer) -> int:
    chapters, replay = Chapters(session, document), Replay()
    archive.content("README.md", ABOUT.read_bytes())
    rows = archive.lines(LOG, chapters.log(replay))
    if replay.text is None:
        raise BackupError(f"The log of the document {document.key} cannot be replayed.")
    archive.content(TEXT, replay.text.encode())
    for number, content in chapters.texts():
        archive.content(version_file(number), content)
    archive.lines(VERSIONS, chapters.versions())
    archive.lines("threads.jsonl", chapters.threads())
    archive.lines("people.jsonl", chapters.people())
    facts = {
        "key": document.key,
        "title": document.title,
        "group": document.group.name,
        "state": document.state,
        "created_at": document.created_at.isoformat(),
        "head": document.head,
        "sha256": replay.sha256,
    }
    archive.close({"document": facts})
    return rows
