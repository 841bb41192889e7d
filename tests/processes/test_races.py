"""A thousand times a text is frozen while people on two processes write: nothing lands after.

A thousand times by its state alone, and by the act itself as often as there is time for.
"""

import threading
from contextlib import ExitStack, suppress
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.errors import ConflictError
from app.domain.ledger import verify
from app.domain.lifecycle import State
from app.models import Document, Edition, Update, Version
from app.services.documents import find_document
from app.services.freezing import freeze, reopen
from app.services.ledger import events_of
from realtime import log
from realtime.text_edits import new_doc, text_in
from tests.cluster import Cluster
from tests.processes.conftest import OpenTab
from tests.realtime.conftest import until
from tests.realtime.tab import Tab

RACES = 1_000
ACTS = 100  # each keeps a version, and seals three acts


class Typist:
    """Sends what was never sent, or was refused, until the end."""

    def __init__(self, tab: Tab, document: str) -> None:
        self.saved: list[bytes] = []
        self.refused = 0
        self._tab, self._document = tab, document
        self._ended = False
        self._thread = threading.Thread(target=self._type)
        self._thread.start()

    def _type(self) -> None:
        update = self._tab.type("x")
        while not self._ended:
            answer = self._tab.call("update", document=self._document, update=update)
            if answer["ok"]:
                self.saved.append(update)
                update = self._tab.type("x")
            else:
                assert answer["error"] == "frozen", answer
                self.refused += 1

    def wait_until_saved(self) -> None:
        count = len(self.saved)
        until(lambda: len(self.saved) > count)

    def wait_until_refused(self) -> None:
        """Twice: what is refused first may have been judged a while ago."""
        count = self.refused
        until(lambda: self.refused > count + 1)

    def end(self) -> None:
        self._ended = True
        self._thread.join()


def test_nothing_lands_after_a_freeze_and_nothing_acknowledged_is_missing(
    cluster: Cluster, open_tab: OpenTab
) -> None:
    database, document = cluster.one.database, cluster.one.document_key()

    def set_state(state: State) -> list[bytes]:
        """Commits the state; returns the log as it stood at that moment."""
        with database.write() as session:
            this = Document.key == document
            session.execute(update(Document).where(this).values(state=state))
        return rows()

    def rows() -> list[bytes]:
        with database.read() as session:
            return list(
                session.scalars(
                    select(Update.payload)
                    .join(Document, Document.id == Update.document_id)
                    .where(Document.key == document)
                    .order_by(Update.seq)
                )
            )

    with ExitStack() as ending:
        typists = [
            Typist(open_tab(cluster.one, "mariana"), document),
            Typist(open_tab(cluster.two, "nour"), document),
        ]
        for typist in typists:
            ending.callback(typist.end)
        for race in range(RACES):
            typists[race % 2].wait_until_saved()
            frozen = set_state(State.FROZEN)
            for typist in typists:
                typist.wait_until_refused()
            assert len(rows()) == len(frozen)
            set_state(State.DRAFTING)
    written = rows()
    for typist in typists:
        assert set(typist.saved) <= set(written)
    assert len(written) == len(set(written))


def test_what_is_frozen_is_all_that_was_acknowledged_and_nothing_else(
    cluster: Cluster, open_tab: OpenTab
) -> None:
    database, document = cluster.one.database, cluster.one.document_key()
    camille = cluster.one.membership("camille@example.org").person_id

    def freeze_now() -> Edition:
        """Whatever is typed meanwhile: who sees that it has changed looks again."""
        while True:
            with database.read() as session:
                seen = find_document(session, camille, document).document.head
            with suppress(ConflictError), database.write() as session:
                return freeze(session, camille, document, seen, "It is urgent.", datetime.now(UTC))

    with ExitStack() as ending:
        typists = [
            Typist(open_tab(cluster.one, "mariana"), document),
            Typist(open_tab(cluster.two, "nour"), document),
        ]
        for typist in typists:
            ending.callback(typist.end)
        for race in range(ACTS):
            typists[race % 2].wait_until_saved()
            edition = freeze_now()
            for typist in typists:
                typist.wait_until_refused()
            acknowledged = {update for typist in typists for update in typist.saved}
            with database.read() as session:
                assert_whole(session, edition, acknowledged)
            with database.write() as session:
                reopen(session, camille, document, "Once more.", datetime.now(UTC))
    with database.read() as session:
        assert verify(events_of(session, edition.document_id)) is None


def assert_whole(session: Session, edition: Edition, acknowledged: set[bytes]) -> None:
    """The edition is the text at the head of the log, which holds all that was acknowledged."""
    version = session.get_one(Version, edition.version_id)
    assert version.seq == log.head_of(session, edition.document_id).seq
    rows = session.scalars(
        select(Update.payload).where(Update.document_id == edition.document_id).order_by(Update.seq)
    ).all()
    assert len(rows) == version.seq
    assert acknowledged <= set(rows)
    doc = new_doc()
    for row in rows:
        doc.apply_update(row)
    assert version.content == text_in(doc).encode()
