"""What the running application works with: its database, its settings, its clock."""

from datetime import UTC, datetime
from typing import cast

from flask import current_app

from app.config import Settings
from app.database import Database


def database() -> Database:
    """The database of the running application."""
    return cast(Database, current_app.extensions["database"])


def settings() -> Settings:
    """The settings the running application was made with."""
    return cast(Settings, current_app.extensions["settings"])


def now() -> datetime:
    """This moment, in UTC: the only place where a page asks for the time."""
    return datetime.now(UTC)
