"""The demo as it runs on somebody's own machine."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from app import demo
from app.config import OpenID, Settings
from app.database import Database
from app.smtp import MailServer
from tests.browsing import Visitor
from tests.conftest import NOW
from tests.kept import KeptApps
from tests.servers.databases import Databases

NOBODY_THERE = OpenID("http://127.0.0.1:9", "cocharter", "secret", "Core ID")
"""It does not answer."""
NOWHERE = MailServer("127.0.0.1", 9, "", "", tls=False, local=True, sender="us@example.org")
"""Mail that is asked for stays in the outbox: no postman comes."""


@pytest.fixture
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """This test's own database, in which the demo group is written when it asks for the demo."""
    wants_demo = "demo_app" in request.fixturenames
    with databases.holding("demo", write_demo) if wants_demo else databases.migrated() as url:
        yield url


def write_demo(database: Database) -> None:
    with database.write() as session:
        demo.seed(session, NOW)


@pytest.fixture
def demo_app(kept_apps: KeptApps, settings: Settings) -> Iterator[Flask]:
    """The application in demo mode, with the demo group written, and all that is optional."""
    all_on = replace(settings, demo=True, mail=NOWHERE, openid=NOBODY_THERE)
    with kept_apps.lend(all_on) as app:
        yield app


@pytest.fixture
def guest(demo_app: Flask, database: Database) -> Visitor:
    """Somebody in front of the demo, not signed in."""
    return Visitor(demo_app, database)
