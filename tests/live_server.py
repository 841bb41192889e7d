"""The real server as a subprocess, which tests can ask, kill and start again on the same port."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from prometheus_client.parser import text_string_to_metric_families

from app import demo
from app.database import Database
from app.migrations import upgrade
from app.models import Document, Membership, Person
from app.services.sign_in import create_link
from tests.servers.databases import Databases
from tests.servers.ports import free_port

ROOT = Path(__file__).parent.parent
STARTING_SECONDS = 30
LISTENING = b"listening on"


class LiveServer:
    """Serves the demo group, which is written into the database unless it is there already.

    folder: where the log is kept, and the database when no `database_url` is given. environ: adds
    settings, or replaces them. port: one that another server may share; else one of its own.
    """

    def __init__(
        self,
        folder: Path,
        database_url: str | None = None,
        environ: Mapping[str, str] | None = None,
        port: int | None = None,
    ) -> None:
        self.port = port or free_port()
        self.metrics_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = database_url or f"sqlite:///{folder / 'cocharter.db'}"
        self.log = folder / f"server-{self.metrics_port}.log"
        self._environ = {
            **os.environ,
            "COCHARTER_DEMO": "1",
            "COCHARTER_DATABASE_URL": self.database_url,
            "COCHARTER_SECRET_KEY": "a secret of these tests, long enough",
            "COCHARTER_PORT": str(self.port),
            "COCHARTER_SHARE_PORT": "1" if port else "",
            "COCHARTER_METRICS_PORT": str(self.metrics_port),
            **(environ or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None
        self.database = Database(self.database_url)
        upgrade(self.database.engine)
        with self.database.write() as session:
            demo.seed(session, datetime.now(UTC))

    def start(self) -> None:
        """Returns when it answers; raises when it does not within STARTING_SECONDS."""
        said = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "realtime.serve"],
                cwd=ROOT, env=self._environ, stdout=log, stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + STARTING_SECONDS
        while LISTENING not in self.log.read_bytes()[said:] or not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def measure(self, name: str) -> float:
        """What this process says of itself to Prometheus under that name."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}/metrics") as response:
            page = response.read().decode()
        for family in text_string_to_metric_families(page):
            for sample in family.samples:
                if sample.name == name and not sample.labels:
                    return float(sample.value)
        raise LookupError(name)

    def kill(self) -> None:
        """As a power cut would: SIGKILL."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def terminate(self) -> int:
        """As an operator would: SIGTERM; returns its exit code."""
        assert self._process
        self._process.terminate()
        return self._process.wait(timeout=20)

    def stop(self) -> None:
        """In the end."""
        if self.is_running:
            self.terminate()
        self.database.engine.dispose()

    def document_key(self, title: str = "Network Charter") -> str:
        with self.database.read() as session:
            return session.query(Document).filter_by(title=title).one().key

    def membership(self, email: str) -> Membership:
        with self.database.read() as session:
            person = session.query(Person).filter_by(email=email).one()
            return person.memberships[0]

    def sign_in(self, email: str) -> str:
        """A Cookie header of a browser in which the person has just signed in by a link."""
        with self.database.write() as session:
            person = session.query(Person).filter_by(email=email).one()
            token = create_link(session, person, datetime.now(UTC))
        return self.come_by(f"/sign-in/{token}")

    def come_by(self, link: str, **fields: str) -> str:
        """A Cookie header of a browser in which somebody has just sent the form of that link."""
        jar = CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        address = f"{self.url}{link}"
        with browser.open(address) as response:
            page = response.read().decode()
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found, f"no CSRF token in the page of {link}"
        form = urlencode({"csrf_token": found.group(1), **fields}).encode()
        browser.open(urllib.request.Request(address, form)).close()
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


@contextmanager
def served(databases: Databases, folder: Path) -> Iterator[LiveServer]:
    """A server that runs, on a database of its own."""
    with databases.migrated() as url:
        server = LiveServer(folder, url)
        try:
            server.start()
            yield server
        finally:
            server.stop()
