"""The demo as it runs on somebody's own machine."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from app import demo
from app.config import OpenID, Settings
from app.database import Database
from app.smtp import MailServer
from tests.browsing import Visitor
from tests.conftest import NOW

NOBODY_THERE = OpenID("http://127.0.0.1:9", "cocharter", "secret", "Core ID")
"""It does not answer."""
NOWHERE = MailServer("127.0.0.1", 9, "", "", tls=False, local=True, sender="us@example.org")
"""Mail that is asked for stays in the outbox: no postman comes."""


@pytest.fixture
def demo_app(
    make_app: Callable[[Settings], Flask], settings: Settings, database: Database
) -> Flask:
    """The application in demo mode, with the demo group written, and all that is optional."""
    with database.write() as session:
        demo.seed(session, NOW)
    return make_app(replace(settings, demo=True, mail=NOWHERE, openid=NOBODY_THERE))


@pytest.fixture
def guest(demo_app: Flask, database: Database) -> Visitor:
    """Somebody in front of the demo, not signed in."""
    return Visitor(demo_app, database)
