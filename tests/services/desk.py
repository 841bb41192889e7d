"""A text of the Core Group, with people who propose other words for it and accept them."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from app.database import Database
from app.domain.quotes import Quote, quote_of
from app.domain.roles import Role
from app.domain.threads import Outcome, Scope, Status
from app.models import ClientId, Document, Person, Thread, Update
from app.services import proposals
from app.services.documents import write_document
from app.services.groups import find_group
from app.services.threads import Remark, open_thread
from realtime import log
from realtime.text_edits import new_doc, text_in
from tests.conftest import NOW

CONTEXT = 32  # characters that a browser keeps beside a quote


class Desk:
    """Rita reviews, Nour is a member; both by name of their attribute."""

    def __init__(
        self, database: Database, group: str, add_person: Callable[..., Person], text: str
    ) -> None:
        self.database = database
        self.rita = add_person("Rita", Role.REVIEWER)
        self.nour = add_person("Nour", Role.MEMBER)
        self._group = group
        self.document = self.another(text)

    def another(self, text: str) -> Document:
        """A document of the group that holds `text`, which this desk is at from now on."""
        with self.database.write() as session:
            group = find_group(session, self._group)
            assert group
            self.document = write_document(session, group, "Draft", self.nour, text, NOW)
        return self.document

    @property
    def text(self) -> str:
        """What a replay of the rows alone makes."""
        doc = new_doc()
        for row in self.rows:
            doc.apply_update(row.payload)
        return text_in(doc)

    @property
    def stored(self) -> str:
        """What the pages show."""
        with self.database.read() as session:
            return log.text_of(session, self.document.id)

    @property
    def head(self) -> int:
        """How many rows the log has, by its own count."""
        with self.database.read() as session:
            return log.head_of(session, self.document.id).seq

    @property
    def rows(self) -> Sequence[Update]:
        with self.database.read() as session:
            query = select(Update).where(Update.document_id == self.document.id)
            return session.scalars(query.order_by(Update.seq)).all()

    @property
    def owners(self) -> dict[int, int]:
        with self.database.read() as session:
            query = select(ClientId).where(ClientId.document_id == self.document.id)
            return {one.client_id: one.person_id for one in session.scalars(query)}

    def place(self, words: str, nth: int = 0) -> tuple[int, int]:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return start, start + len(words)

    def propose(
        self, words: str, replacement: str, nth: int = 0, by: Person | None = None
    ) -> Thread:
        """Rita, or who it is by, proposes `replacement` for the words that stand there."""
        return self.propose_at(*self.place(words, nth), replacement, by)

    def propose_at(
        self, start: int, end: int, replacement: str, by: Person | None = None
    ) -> Thread:
        quote = quote_of(self.text, start, end, CONTEXT)
        remark = Remark(Scope.WORDS, "", quote, b"a", b"b", replacement)
        with self.database.write() as session:
            author = by or self.rita
            return open_thread(session, author.id, self.document.key, remark, NOW)

    def accept(
        self, thread: Thread, by: Person | None = None, seen: Quote | None = None,
        database: Database | None = None,
    ) -> Thread:  # fmt: skip
        """Nour, or who it is by, accepts; on a database of their own if need be."""
        with (database or self.database).write() as session:
            person = by or self.nour
            return proposals.accept(session, person.id, thread.key, seen, "", NOW)

    def status(self, thread: Thread) -> tuple[Status, Outcome | None]:
        with self.database.read() as session:
            found = session.get_one(Thread, thread.id)
            return found.status, found.outcome
