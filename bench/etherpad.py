"""`python -m bench.etherpad FOLDER [EDITS]`: Etherpad's timeslider, and our replay beside it.

FOLDER holds an Etherpad that can run (see etherpad.md). Both get the same edits by the same 20
people, in the same browser. Nothing here is asserted, and nothing else needs it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import TimeoutError, sync_playwright
from sqlalchemy import select

from app.backup.replay import Replay
from app.database import Database
from app.models import Document, Update
from bench import years
from bench.players import Player, measure
from tests.browser.conftest import launch_arguments
from tests.live_server import LiveServer
from tests.servers.ports import free_port

SEED, EDITS, TEXT_BYTES = 20_250_107, 20_000, 50_000
PAD = "bench"
HERE = Path(__file__).parent
YJS = HERE.parent / "static" / "node_modules" / "yjs" / "dist" / "yjs.cjs"


def main(folder: Path, edits: int) -> None:
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())
        try:
            for served in (_theirs(folder, Path(place), edits), _ours(Path(place), edits)):
                with served as player:
                    try:
                        measure(browser, player)
                    except TimeoutError as error:
                        print(error)
        finally:
            browser.close()


@contextmanager
def _theirs(folder: Path, place: Path, edits: int) -> Iterator[Player]:
    """A pad that was written like this, on a server of theirs."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/p/{PAD}"
    settings = _settings(place, port)
    revisions = _write_pad(folder, settings, edits)
    server = _node(folder, ["node/server.ts"], settings)
    try:
        while not _answers(f"{address}/export/txt"):
            if server.poll() is not None:
                raise RuntimeError("Etherpad did not start")
            time.sleep(0.2)
        yield Player(
            name="Etherpad's timeslider",
            address=f"{address}/timeslider",
            text="[...document.querySelectorAll('#innerdocbody > div')]"
            ".map((line) => line.textContent).join(' ')",
            position="Number(location.hash.slice(1))",
            ready="document.querySelector('#ui-slider-bar')?.clientWidth",
            slider="#ui-slider-bar",
            text_at=lambda revision: _read(f"{address}/{revision}/export/txt"),
            last=revisions,
            shows_last=True,
        )
    finally:
        server.terminate()
        server.wait()


def _settings(place: Path, port: int) -> Path:
    settings = place / "settings.json"
    told = {
        "ip": "127.0.0.1",
        "port": port,
        "dbType": "dirty",
        "dbSettings": {"filename": str(place / "pads.db")},
        "defaultPadText": "",
        "minify": True,
        "loglevel": "WARN",
        "importExportRateLimiting": {"windowMs": 1000, "max": 1000},
    }
    settings.write_text(json.dumps(told))
    return settings


def _write_pad(folder: Path, settings: Path, edits: int) -> int:
    """How many revisions the pad has then."""
    began = time.monotonic()
    writer = _node(folder, [str(HERE / "etherpad_pad.cjs"), str(YJS), PAD], settings)
    said, _ = writer.communicate(years.recorded(SEED, edits, TEXT_BYTES))
    if writer.returncode:
        raise RuntimeError("the pad could not be written")
    revisions = int(said.split()[-1])
    print(f"a pad with {revisions:,} revisions, made in {time.monotonic() - began:.0f} s")
    return revisions


def _node(folder: Path, arguments: list[str], settings: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        ["node", "--require", "tsx/cjs", *arguments, "--settings", str(settings)],
        cwd=folder / "src",
        env={**os.environ, "NODE_ENV": "production"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _answers(address: str) -> bool:
    try:
        return bool(_read(address))
    except OSError:
        return False


def _read(address: str) -> str:
    with urllib.request.urlopen(address) as response:  # noqa: S310 - of a server started here
        return str(response.read().decode())


@contextmanager
def _ours(place: Path, edits: int) -> Iterator[Player]:
    """A charter that was written like this, on a server of ours."""
    server = LiveServer(place)
    document_id = years.store(server.database, years.written(SEED, edits, TEXT_BYTES))
    with server.database.read() as session:
        key = session.get_one(Document, document_id).key
    server.start()
    try:
        name, _, value = server.sign_in("0@example.org").partition("=")
        yield Player(
            name="our replay",
            address=f"{server.url}/documents/{key}/replay",
            text="(document.querySelector('.cm-content')?.cmTile.view.state.doc ?? '').toString()",
            position="document.querySelector('#position').valueAsNumber",
            ready="Number(document.querySelector('#position')?.max) > 1",
            slider="#position",
            text_at=lambda seq: _text_at(server.database, document_id, seq),
            last=edits,
            shows_last=False,
            cookies=[{"name": name, "value": value.split(";")[0], "url": server.url}],
        )
    finally:
        server.stop()


def _text_at(database: Database, document_id: int, seq: int) -> str:
    query = select(Update.payload).where(Update.document_id == document_id, Update.seq <= seq)
    replay = Replay()
    with database.read() as session:
        for payload in session.scalars(query.order_by(Update.seq)):
            replay.add(payload)
    return replay.text or ""


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if sys.argv[2:] else EDITS)
