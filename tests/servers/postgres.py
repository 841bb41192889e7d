"""PostgreSQL: a cluster of one's own, and databases in it."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.servers.daemon import Daemon

INSTALLED = Path("/usr/lib/postgresql")  # where Debian keeps the versions, beside the path
UNPRIVILEGED = ("postgres", "nobody")  # whom root starts it as: it refuses to run as root
USER = "cocharter"
COPIES_FILES_SINCE = 150_000  # as the server counts its versions; before, it always did
CONNECTIONS = 300  # every application in a test run keeps some


class Postgres(Daemon):
    """A PostgreSQL server without passwords, which only this machine reaches.

    It keeps its promises to whoever kills a client or stops the server; only a power cut of the
    whole machine would cost data, since it never waits for the disk.
    """

    stopping = signal.SIGINT  # "fast": whoever is connected is cut off

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._bin = _binaries()
        self._as_user: dict[str, Any] = {}
        self._home = folder
        if os.geteuid() == 0:
            self._use_unprivileged()
        self._data = self._home / "data"

    def command(self) -> Sequence[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": CONNECTIONS,
            "shared_buffers": "16MB",  # each database dropped is searched for in all of them
            "wal_level": "minimal",
            "max_wal_senders": 0,
            "fsync": "off",
            "full_page_writes": "off",
        }
        options = (option for one in settings.items() for option in ("-c", "{}={}".format(*one)))
        return (f"{self._bin}/postgres", "-D", str(self._data), "-p", str(self.port), *options)

    def options(self) -> dict[str, Any]:
        return {"cwd": self._home, **self._as_user}

    def start(self) -> None:
        if not self._data.exists():
            self._make_cluster()
        super().start()

    def answers(self) -> bool:
        try:
            self._administer().close()
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self, name: str, template: str | None = None) -> str:
        """Its URL. It begins as a copy of `template`, to which nobody may be connected."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template or "template0")
        )
        with self._administer() as connection:
            if connection.info.server_version >= COPIES_FILES_SINCE:
                statement += sql.SQL(" STRATEGY file_copy")  # the quick one where nothing is synced
            connection.execute(statement)
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def drop_database(self, name: str) -> None:
        """Whoever is still connected to it is cut off."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with self._administer() as connection:
            connection.execute(statement.format(sql.Identifier(name)))

    def _administer(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, dbname="postgres", autocommit=True
        )

    def _use_unprivileged(self) -> None:
        entry = next(entry for entry in pwd.getpwall() if entry.pw_name in UNPRIVILEGED)
        self._as_user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        if not _open_to_all(self.folder):
            self._home = Path(tempfile.mkdtemp(prefix="cocharter-postgres-"))
            weakref.finalize(self, shutil.rmtree, self._home, ignore_errors=True)
        os.chown(self._home, entry.pw_uid, entry.pw_gid)

    def _make_cluster(self) -> None:
        made = subprocess.run(
            (f"{self._bin}/initdb", "-D", self._data, "-U", USER, "--auth=trust", "--no-sync",
             "--encoding=UTF8", "--locale=C"),
            capture_output=True, text=True, **self.options(),
        )  # fmt: skip
        if made.returncode:
            raise RuntimeError(f"initdb made no cluster:\n{made.stdout}{made.stderr}")


def _binaries() -> Path:
    """The folder of the server's programs. Raises LookupError when there are none."""
    found = shutil.which("postgres")
    if found:
        return Path(found).resolve().parent
    folders = [path.parent for path in INSTALLED.glob("*/bin/postgres")]
    if not folders:
        raise LookupError("There is no PostgreSQL here: .ci/servers.sh says how to install it.")
    return max(folders, key=lambda folder: float(folder.parent.name))


def _open_to_all(folder: Path) -> bool:
    """Whether another user can reach what lies in the folder."""
    parents = folder.resolve().parents
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in parents)
