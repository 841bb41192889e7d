"""Two processes on one PostgreSQL or one SQLite file, and tabs that are open on either."""

from collections.abc import Callable, Iterator

import pytest

from tests.cluster import Cluster, clustered
from tests.live_server import LiveServer
from tests.realtime.tab import Tab
from tests.servers.databases import Databases

OpenTab = Callable[[LiveServer, str], Tab]


@pytest.fixture(scope="module")
def cluster(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with databases.migrated() as url, clustered(url, tmp_path_factory.mktemp("two")) as cluster:
        yield cluster


@pytest.fixture
def open_tab() -> Iterator[OpenTab]:
    """Opens the charter, for the person of that name, on one of the processes."""
    tabs: list[Tab] = []

    def open_tab(server: LiveServer, name: str) -> Tab:
        tabs.append(Tab(server, server.sign_in(f"{name}@example.org")))
        assert tabs[-1].join(server.document_key())["ok"]
        return tabs[-1]

    yield open_tab
    for tab in tabs:
        tab.close()
