"""What is dear to make and goes on from test to test: ways to a database, and applications."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Engine

from app import limits
from app.config import Settings
from app.database import Database


class KeptDatabases:
    """By their URL: an engine remembers how every statement is said in SQL.

    Whoever listens to an event of such an engine stops listening before the test ends.
    """

    def __init__(self) -> None:
        self._made: dict[str, Database] = {}

    @contextmanager
    def lend(self, url: str) -> Iterator[Database]:
        database = self._made.setdefault(url, Database(url))
        yield database
        let_go(database.engine)

    def close(self) -> None:
        for database in self._made.values():
            database.engine.dispose()


class KeptApps:
    """By their settings: each compiles its routes and templates once.

    Who adds to an application, or takes from it, makes one of their own.
    """

    def __init__(self, make: Callable[[Settings], Flask]) -> None:
        self._make = make
        self._made: dict[Settings, Flask] = {}

    @contextmanager
    def lend(self, settings: Settings) -> Iterator[Flask]:
        app = self._made.get(settings) or self._made.setdefault(settings, self._make(settings))
        limits.init_app(app, settings)  # nobody asked for anything yet
        config = app.config.copy()
        yield app
        app.config.clear()
        app.config.update(config)
        let_go(app.extensions["database"].engine)

    def close(self) -> None:
        for app in self._made.values():
            app.extensions["database"].engine.dispose()


def let_go(engine: Engine) -> None:
    """Connections to a file would go on with that which was there; PostgreSQL keeps its own."""
    if engine.dialect.name == "sqlite":
        engine.dispose()
