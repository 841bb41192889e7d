"""Databases for tests, of one kind: each is a test's own, and gone when it is done with it."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from app import migrations
from app.database import Database
from tests.servers.postgres import Postgres

TEMPLATE = "newest"
_NUMBERS = count(1)


class Databases(ABC):
    """Makes databases of one kind. `empty()` and `migrated()` give their URLs."""

    kind: str

    def __init__(self) -> None:
        self._has_template = False

    @contextmanager
    def empty(self) -> Iterator[str]:
        """A database without any table."""
        name = f"empty_{next(_NUMBERS)}"
        try:
            yield self._make(name)
        finally:
            self._drop(name)

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """A database of the newest shape: a copy of one that was brought there once."""
        name = f"migrated_{next(_NUMBERS)}"
        try:
            yield self._copy(self._template(), name)
        finally:
            self._drop(name)

    def _template(self) -> str:
        if not self._has_template:
            database = Database(self._make(TEMPLATE))
            migrations.upgrade(database.engine)
            database.engine.dispose()
            self._has_template = True
        return TEMPLATE

    @abstractmethod
    def _make(self, name: str) -> str: ...

    @abstractmethod
    def _copy(self, template: str, name: str) -> str: ...

    @abstractmethod
    def _drop(self, name: str) -> None: ...


class SqliteDatabases(Databases):
    """Files in one folder."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def _make(self, name: str) -> str:
        return f"sqlite:///{self._path(name)}"

    def _copy(self, template: str, name: str) -> str:
        shutil.copy(self._path(template), self._path(name))
        return self._make(name)

    def _drop(self, name: str) -> None:
        for path in self._folder.glob(f"{name}.db*"):  # with what SQLite puts beside the file
            path.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.db"


class PostgresDatabases(Databases):
    """Databases of one server."""

    kind = "postgresql"

    def __init__(self, server: Postgres) -> None:
        super().__init__()
        self._server = server

    def _make(self, name: str) -> str:
        return self._server.create_database(name)

    def _copy(self, template: str, name: str) -> str:
        return self._server.create_database(name, template)

    def _drop(self, name: str) -> None:
        self._server.drop_database(name)
