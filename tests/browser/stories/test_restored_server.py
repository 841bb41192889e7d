"""A machine is lost; the charter comes back on another one, and its people write on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, expect

from app.backup.restoring import restore
from app.backup.writing import back_up
from app.database import Database
from tests.browser.seat import Seat, text_in_database
from tests.live_server import LiveServer
from tests.servers.databases import Databases
from tests.servers.ports import free_port


@contextmanager
def serving(folder: Path, url: str, port: int) -> Iterator[LiveServer]:
    server = LiveServer(folder, url, port=port)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def test_what_was_kept_for_the_lost_machine_never_merges_with_what_was_restored(
    databases: Databases, tmp_path: Path, browser: Browser
) -> None:
    port, backup = free_port(), tmp_path / "backup.zip"
    with databases.migrated() as lost, databases.empty() as fresh:
        with serving(tmp_path, lost, port) as server:
            mariana = Seat(server, browser, "mariana@example.org")
            mariana.caret_after("Purpose")
            mariana.type(" of today")
            mariana.wait_for("saved")
            back_up(server.database, backup, datetime.now(UTC))  # while she writes on
            mariana.type(" and tomorrow")
            mariana.wait_for("saved")
            mariana.context.set_offline(True)
            mariana.wait_for("offline")
            mariana.type(", unsent")
        target = Database(fresh)
        restore(backup, target)
        target.engine.dispose()
        with serving(tmp_path, fresh, port) as server:
            mariana.server = server
            mariana.context.set_offline(False)
            mariana.sign_in("mariana@example.org")
            mariana.open_document()
            kept = mariana.page.get_by_role("alert")
            expect(kept.get_by_role("textbox")).to_have_value(", unsent")
            mariana.caret_after("Purpose of today")
            mariana.type(" again")
            mariana.wait_for("saved")
            text = text_in_database(server)
            assert "Purpose of today again\n" in text
            assert mariana.glance()["text"] == text
            mariana.close()
