"""Databases for tests, of one kind: each is a test's own, and as new when it is done with it."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from app import migrations
from app.database import Database
from tests.servers.postgres import Postgres
from tests.servers.rows import Rows

NEWEST = "newest"
Fill = Callable[[Database], object]
_NUMBERS = count(1)


class Databases(ABC):
    """Makes databases of one kind. `empty()`, `migrated()` and `holding()` give their URLs."""

    kind: str

    def __init__(self) -> None:
        self._templates: set[str] = set()
        self._free: dict[str, list[str]] = {}

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
        if NEWEST not in self._templates:
            self._fill(NEWEST, self._make(NEWEST), lambda new: migrations.upgrade(new.engine))
        with self._lend(NEWEST) as url:
            yield url

    @contextmanager
    def holding(self, what: str, fill: Fill) -> Iterator[str]:
        """One of the newest shape which holds what `fill` wrote, once, under the name `what`."""
        if what not in self._templates:
            with self.migrated():  # there is a template then
                self._fill(what, self._copy(NEWEST, what), fill)
        with self._lend(what) as url:
            yield url

    @contextmanager
    def _lend(self, template: str) -> Iterator[str]:
        """A copy of the template; whoever comes next gets the same, once all is as it was."""
        free = self._free.setdefault(template, [])
        name = free.pop() if free else f"{template}_{next(_NUMBERS)}_"
        try:
            yield self._renew(template, name)
        finally:
            free.append(name)

    def _fill(self, template: str, url: str, fill: Fill) -> None:
        database = Database(url)
        fill(database)
        database.engine.dispose()
        self._templates.add(template)

    @abstractmethod
    def _make(self, name: str) -> str: ...

    @abstractmethod
    def _copy(self, template: str, name: str) -> str: ...

    @abstractmethod
    def _renew(self, template: str, name: str) -> str:
        """The URL of a copy of that name, which is made, or made equal to the template again."""

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

    def _renew(self, template: str, name: str) -> str:
        self._drop(name)  # whoever still has the old file open does not see the new one
        return self._copy(template, name)

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
        self._rows: dict[str, Rows] = {}

    def _make(self, name: str) -> str:
        return self._server.create_database(name)

    def _copy(self, template: str, name: str) -> str:
        return self._server.create_database(name, template)

    def _renew(self, template: str, name: str) -> str:
        """Making a database takes far longer than putting a few rows back."""
        rows = self._rows.get(name)
        if rows is None or not rows.put_back():
            self._drop(name)
            self._rows[name] = Rows(self._copy(template, name))
        return self._rows[name].url

    def _drop(self, name: str) -> None:
        self._server.drop_database(name)

    def close(self) -> None:
        for rows in self._rows.values():
            rows.close()
