"""The real server with its demo people, and tabs of theirs."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import Document
from app.services.invitations import Invitation, invite
from tests.browser.stories.elsewhere import make_review_link
from tests.live_server import LiveServer, served
from tests.realtime.tab import Tab
from tests.servers.databases import Databases

PEOPLE = {
    "facilitator": "camille@example.org",
    "member": "mariana@example.org",
    "reviewer": "ingrid@example.org",
    "observer": "tomas@example.org",
    "guest": "",  # by a review link
    "stranger": "stranger@example.org",
}
JEAN = {"name": "Jean Dupont", "email": "jean@example.fr"}
OpenTab = Callable[[str], Tab]
"""Opens a tab of the person with that role, or that address."""


@pytest.fixture(scope="package")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    now = datetime.now(UTC)
    with served(databases, tmp_path_factory.mktemp("sockets")) as server:
        with server.database.write() as session:
            invite(session, Invitation(PEOPLE["stranger"], "A Stranger", "Another group",
                                       Role.FACILITATOR, "Elsewhere", "FR"), now)  # fmt: skip
        yield server


@pytest.fixture
def open_tab(server: LiveServer) -> Iterator[Callable[[str], Tab]]:
    tabs: list[Tab] = []

    def open_tab(who: str) -> Tab:
        if who == "guest":
            cookie = server.come_by(make_review_link(server), **JEAN)
        else:
            cookie = server.sign_in(PEOPLE.get(who, who))
        tabs.append(Tab(server, cookie))
        return tabs[-1]

    yield open_tab
    for tab in tabs:
        tab.close()


@pytest.fixture
def charter(server: LiveServer) -> Iterator[str]:
    """The key of the charter, a draft again after each test."""
    yield server.document_key()
    set_state(server, State.DRAFTING)


def set_state(server: LiveServer, state: State) -> None:
    with server.database.write() as session:
        session.execute(update(Document).values(state=state))


def head_of(server: LiveServer, key: str) -> int:
    with server.database.read() as session:
        return session.scalars(select(Document.head).where(Document.key == key)).one()
