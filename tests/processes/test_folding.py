"""A fold that still runs beside the server ends with it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pycrdt import Text
from sqlalchemy import select

from app.models import Document
from realtime import log
from realtime.limits import COMPACT_AFTER_UPDATES, FOLD_HERE_UNITS
from realtime.log import Entry
from tests.live_server import LiveServer
from tests.realtime.conftest import until
from tests.realtime.tab import Tab

NOUR = "nour@example.org"
HANGS = """
import os, signal, sys
if sys.orig_argv[-1] == "realtime.folding":
    with open({said!r}, "w") as said:
        said.write(f"{{os.getpid()}}\\n")
    signal.pause()
"""


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """Where a process that folds says its number, and hangs."""
    said = tmp_path / "said"
    (tmp_path / "sitecustomize.py").write_text(HANGS.format(said=str(said)))
    return said


@pytest.fixture
def server(tmp_path: Path, database_url: str, said: Path) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path, database_url, {"PYTHONPATH": str(said.parent)})
    write_for_years(server)
    server.start()
    yield server
    server.stop()


def write_for_years(server: LiveServer) -> None:
    """So much that the next update is one too many to fold here."""
    author = server.membership(NOUR).person_id
    with server.database.write() as session:
        document = session.scalars(
            select(Document).where(Document.title == "Network Charter")
        ).one()
        doc, _, _ = log.load(session, document.id)
        content, entries = doc.get("content", type=Text), []
        for _ in range(COMPACT_AFTER_UPDATES):
            before = doc.get_state()
            content.insert(0, "x" * (FOLD_HERE_UNITS // COMPACT_AFTER_UPDATES + 1))
            entries.append(Entry(author, [doc.client_id], doc.get_update(before)))
        head = log.head_of(session, document.id)
        log.append(session, document.id, head, entries, datetime.now(UTC))


def is_alive(process: int) -> bool:
    """A dead one that nobody has buried yet is not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_a_fold_that_hangs_ends_with_the_server(server: LiveServer, said: Path) -> None:
    tab, key = Tab(server, server.sign_in(NOUR)), server.document_key()
    tab.join(key)
    assert tab.call("update", document=key, update=tab.type("one too many"))["ok"]
    until(lambda: said.exists() and said.read_text().endswith("\n"))
    folding = int(said.read_text())
    assert is_alive(folding)
    assert server.terminate() == 0
    until(lambda: not is_alive(folding))
    tab.close()
