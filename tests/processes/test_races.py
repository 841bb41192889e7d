"""A thousand times a text is frozen while people on two processes write: nothing lands after."""

import threading
from contextlib import ExitStack

from sqlalchemy import select, update

from app.domain.lifecycle import State
from app.models import Document, Update
from tests.cluster import Cluster
from tests.processes.conftest import OpenTab
from tests.realtime.conftest import until
from tests.realtime.tab import Tab

RACES = 1_000


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
