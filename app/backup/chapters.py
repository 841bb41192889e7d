"""What a history tells of a document, a line at a time: its log, versions, threads and people."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from app.backup.replay import Replay
from app.backup.rows import plain
from app.models import Comment, Contribution, Document, Thread, Update, Version
from realtime.people import public_people

ROWS_AT_ONCE = 200

Line = dict[str, Any]


class Chapters:
    """People are named by a number; `people`, read last, says who those were."""

    def __init__(self, session: Session, document: Document) -> None:
        self._session = session
        self._id = document.id
        self._named: set[int] = set()

    def log(self, replay: Replay) -> Iterator[Line]:
        """Every row as it was received; `replay` hears of each."""
        query = select(Update.seq, Update.author_id, Update.at, Update.client_ids, Update.payload)
        for row in self._each(query.where(Update.document_id == self._id).order_by(Update.seq)):
            replay.add(row.payload)
            yield {
                "seq": row.seq,
                "author": self._name(row.author_id),
                "at": plain(row.at),
                "client_ids": row.client_ids,
                "payload": plain(row.payload),
            }

    def texts(self) -> Iterator[tuple[int, bytes]]:
        """The (number, text in UTF-8) of every version."""
        query = select(Version.number, Version.content).where(Version.document_id == self._id)
        for row in self._each(query.order_by(Version.number)):
            yield row.number, row.content

    def versions(self) -> Iterator[Line]:
        """What is kept of every version beside its text."""
        columns = [one for one in Version.__table__.c if one.name not in ("content", "key")]
        query = select(*columns).where(Version.document_id == self._id)
        for row in self._each(query.order_by(Version.number)):
            yield {
                "number": row.number,
                "name": row.name,
                "occasion": row.occasion,
                "seq": row.seq,
                "sha256": row.sha256,
                "at": plain(row.at),
                "made_by": self._name(row.made_by_id),
                "passages": row.passages,
                "wrote": self._shares(row.id),
            }

    def threads(self) -> Iterator[Line]:
        """What people said about the text, each with what was answered."""
        query = select(Thread).where(Thread.document_id == self._id).order_by(Thread.id)
        entries = selectinload(Thread.comments).selectinload(Comment.mentions)
        found = self._session.execute(query.options(entries).execution_options(yield_per=50))
        for thread in found.scalars():
            yield {
                "number": thread.id,
                "author": self._name(thread.author_id),
                "at": plain(thread.created_at),
                "scope": thread.scope,
                "quote": thread.quote,
                "prefix": thread.prefix,
                "suffix": thread.suffix,
                "clause": thread.path,
                "seq": thread.seq,
                "replacement": thread.replacement,
                "status": thread.status,
                "outcome": thread.outcome,
                "comments": [self._comment(comment) for comment in thread.comments],
            }

    def people(self) -> Iterator[Line]:
        """Whoever was named so far, without an address; who wants to be forgotten has no name."""
        for number, person in sorted(public_people(self._session, self._id, self._named).items()):
            yield {
                "person": number,
                "name": person["name"],
                "organisation": person["organisation"],
            }

    def _comment(self, comment: Comment) -> Line:
        return {
            "author": self._name(comment.author_id),
            "at": plain(comment.at),
            "act": comment.act,
            "outcome": comment.outcome,
            "words": comment.words,
            "mentions": [self._name(mention.person_id) for mention in comment.mentions],
            "edited_at": plain(comment.edited_at),
            "deleted_at": plain(comment.deleted_at),
        }

    def _shares(self, version_id: int) -> list[Line]:
        query = select(Contribution).where(Contribution.version_id == version_id)
        return [
            {"person": self._name(one.person_id), "added": one.added, "removed": one.removed}
            for one in self._session.scalars(query.order_by(Contribution.person_id))
        ]

    def _each(self, query: Select[*tuple[Any, ...]]) -> Iterator[Any]:
        return iter(self._session.execute(query.execution_options(yield_per=ROWS_AT_ONCE)))

    def _name(self, person_id: int | None) -> int | None:
        if person_id is not None:
            self._named.add(person_id)
        return person_id
