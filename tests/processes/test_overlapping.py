"""Two people accept at the same instant, by the forms of their pages, on two processes."""

import re
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from app.domain.quotes import quote_of
from app.domain.threads import Outcome, Scope, Status
from app.models import Document, Thread, Update
from app.services.threads import Remark, open_thread
from realtime import log
from tests.cluster import Cluster
from tests.live_server import LiveServer
from tests.processes.conftest import OpenTab
from tests.realtime.conftest import NOW, together

ROUNDS = 40  # of the sixty acts that a person may do in a minute
SAME_ROUNDS = 10
LENGTH, STEP = 40, 20  # characters: of each proposal, and from the first to the second
CONTEXT = 32
PATIENCE_SECONDS = 20
CHANGED = "The text has changed here. Propose the words anew."
CLOSED = "Somebody has closed this already."
PROPOSERS = ("ingrid", "ousmane")
ACCEPTED = (Status.CLOSED, Outcome.ACCEPTED)
OVERTAKEN = (Status.STALE, None)


@dataclass(frozen=True)
class Answer:
    status: int
    page: str


class Browser:
    """Somebody at the page of comments, who sends its forms to one of the processes."""

    def __init__(self, server: LiveServer, name: str) -> None:
        self._url = server.url
        cookie = server.sign_in(f"{name}@example.org")
        self._headers = {"Cookie": cookie, "Accept-Language": "en"}
        page = self._open(f"/documents/{server.document_key()}/review").page
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        self._token = found.group(1)

    def accept(self, thread: Thread) -> Answer:
        form = urlencode({"csrf_token": self._token}).encode()
        return self._open(f"/threads/{thread.key}/acceptance", form)

    def _open(self, path: str, form: bytes | None = None) -> Answer:
        request = urllib.request.Request(self._url + path, form, self._headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return Answer(answer.status, unescape(answer.read().decode()))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, unescape(error.read().decode()))


class Table:
    """The charter, in which Ingrid and Ousmane propose; Mariana and Nour accept."""

    def __init__(self, cluster: Cluster) -> None:
        self.database = cluster.one.database
        self.document = cluster.one.document_key()
        people = {name: cluster.one.membership(f"{name}@example.org") for name in PROPOSERS}
        self.person_ids = {name: one.person_id for name, one in people.items()}
        self.browsers = Browser(cluster.one, "mariana"), Browser(cluster.two, "nour")

    @property
    def text(self) -> str:
        with self.database.read() as session:
            this = select(Document.id).where(Document.key == self.document)
            return log.text_of(session, session.scalars(this).one())

    @property
    def authors(self) -> list[int]:
        """Who wrote each row of the log."""
        with self.database.read() as session:
            return list(
                session.scalars(
                    select(Update.author_id)
                    .join(Document, Document.id == Update.document_id)
                    .where(Document.key == self.document)
                    .order_by(Update.seq)
                )
            )

    def propose(self, name: str, start: int, words: str) -> Thread:
        """Other words, as long as those they are for."""
        quote = quote_of(self.text, start, start + LENGTH, CONTEXT)
        remark = Remark(Scope.WORDS, "", quote, b"a", b"b", words.ljust(LENGTH, "."))
        with self.database.write() as session:
            return open_thread(session, self.person_ids[name], self.document, remark, NOW)

    def standing(self, thread: Thread) -> tuple[Status, Outcome | None]:
        with self.database.read() as session:
            now = session.get_one(Thread, thread.id)
            return now.status, now.outcome

    def accept_at_once(self, *chosen: Thread) -> list[Answer]:
        """Mariana accepts the first and Nour the second, each on a process of their own."""
        line = threading.Barrier(len(self.browsers))

        def accept(browser: Browser, thread: Thread) -> Answer:
            line.wait(PATIENCE_SECONDS)
            return browser.accept(thread)

        pairs = zip(self.browsers, chosen, strict=True)
        return together(*(lambda pair=pair: accept(*pair) for pair in pairs))


@pytest.fixture
def table(cluster: Cluster) -> Table:
    return Table(cluster)


def test_of_two_proposals_that_overlap_one_lands_and_the_other_is_told(
    table: Table, open_tab: OpenTab, cluster: Cluster
) -> None:
    tabs = [open_tab(server, "camille") for server in cluster]
    for number in range(ROUNDS):
        before, authors = table.text, table.authors
        start = before.index("1.1 ")
        at = {"ingrid": start, "ousmane": start + STEP}
        words = {name: f"1.1 {name} {number} " for name in PROPOSERS}
        proposals = {name: table.propose(name, at[name], words[name]) for name in PROPOSERS}
        answers = table.accept_at_once(*proposals.values())
        assert sorted(answer.status for answer in answers) == [200, 409]
        [winner] = [name for name, one in zip(PROPOSERS, answers, strict=True) if one.status == 200]
        [loser] = {*PROPOSERS} - {winner}
        [refusal] = [answer for answer in answers if answer.status == 409]
        assert CHANGED in refusal.page
        place, put = at[winner], words[winner].ljust(LENGTH, ".")
        assert table.text == before[:place] + put + before[place + LENGTH :]
        assert table.standing(proposals[winner]) == ACCEPTED
        assert table.standing(proposals[loser]) == OVERTAKEN
        assert table.authors == [*authors, table.person_ids[winner]]
    text = table.text
    for tab in tabs:
        while str(tab.text) != text:
            tab.doc.apply_update(tab.hear("update")["update"])


def test_one_proposal_that_two_accept_lands_once(table: Table) -> None:
    for number in range(SAME_ROUNDS):
        before, authors = table.text, table.authors
        start = before.index("1.1 ")
        put = f"1.1 once {number} ".ljust(LENGTH, ".")
        proposal = table.propose("ingrid", start, put)
        answers = table.accept_at_once(proposal, proposal)
        assert sorted(answer.status for answer in answers) == [200, 409]
        [refusal] = [answer for answer in answers if answer.status == 409]
        assert CLOSED in refusal.page
        assert table.text == before[:start] + put + before[start + LENGTH :]
        assert table.standing(proposal) == ACCEPTED
        assert table.authors == [*authors, table.person_ids["ingrid"]]
