"""What every story has: one server for all of them, and people who sit down at a screen."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.seat import Seat
from tests.live_server import LiveServer, served
from tests.servers.databases import Databases

Sit = Callable[..., Seat]


@pytest.fixture(scope="session")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with served(databases, tmp_path_factory.mktemp("stories")) as server:
        yield server


@pytest.fixture
def sit(server: LiveServer, browser: Browser) -> Iterator[Sit]:
    """Seats a person, by the name in their address; nobody's browser may complain of anything."""
    seats: list[Seat] = []

    def seat(name: str, **options: object) -> Seat:
        seats.append(Seat(server, browser, f"{name}@example.org", **options))
        return seats[-1]

    yield seat
    for one in seats:
        one.close()
    assert [one.complaints for one in seats if one.complaints] == []
