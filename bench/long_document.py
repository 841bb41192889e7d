"""A charter that was written for years: what opening, joining, reading and folding it cost."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.database import Database
from app.migrations import upgrade
from bench import years
from bench.figures import line
from realtime.limits import COMPACT_AFTER_SHARE

SEED = 20_250_107
UPDATES, TEXT_BYTES = 260_000, 50_000
SHORT_UPDATES, SHORT_TEXT_BYTES, DOCUMENTS = 10_000, 15_000, 500
TIMES = 5  # fresh processes; the first finds the file as the one before left it
LONGEST_TAIL = round(UPDATES * COMPACT_AFTER_SHARE)
KIB = 1024


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'years.db'}"
        database = Database(url)
        upgrade(database.engine)
        document_id = years.store(database, years.written(SEED, UPDATES, TEXT_BYTES))
        _measure_one(database, url, document_id)
        short = years.written(SEED, SHORT_UPDATES, SHORT_TEXT_BYTES)
        _measure_many(url, years.copies(database, short, DOCUMENTS))
        database.engine.dispose()


def _measure_one(database: Database, url: str, document_id: int) -> None:
    rows = years.fingerprint(database, document_id)
    text = years.text_at(database, document_id, UPDATES)
    _open("without a snapshot", url, document_id)
    _fold("of all rows, the first time", url, document_id, UPDATES - LONGEST_TAIL)
    _open(f"snapshot and {LONGEST_TAIL} rows", url, document_id)
    _fold(f"of a snapshot and {LONGEST_TAIL} rows", url, document_id, UPDATES)
    _open("snapshot", url, document_id)
    _join(url, document_id)
    untouched = rows == years.fingerprint(database, document_id)
    alone = text == years.text_at(database, document_id, UPDATES)
    print(
        f"{f'{rows[0]} rows after compaction':<52} untouched: {_yes(untouched)}   "
        f"their replay alone makes the text: {_yes(alone)}"
    )


def _yes(held: bool) -> str:
    return "yes" if held else "NO"


def _open(what: str, url: str, document_id: int) -> None:
    opened = [_probe("open", url, document_id) for _ in range(TIMES)]
    print(line(f"open cold, {what}", [one["ms"] for one in opened]))
    one = opened[-1]
    print(
        f"{'':<52} before {one['before']:7.1f} MiB   after {one['after']:6.1f} MiB   "
        f"peak {one['peak']:5.1f} MiB"
    )
    read = [_probe("read", url, document_id)["ms"] for _ in range(TIMES)]
    print(line(f"text for a page, {what}", read))


def _probe(what: str, url: str, *numbers: int) -> Mapping[str, Any]:
    command = [sys.executable, "-m", "bench.probe", what, url, *map(str, numbers)]
    done = subprocess.run(command, capture_output=True, check=True)
    figures: Mapping[str, Any] = json.loads(done.stdout)
    return figures


def _fold(what: str, url: str, document_id: int, seq: int) -> None:
    folded = _probe("fold", url, document_id, seq)
    print(
        f"{f'snapshot {what}':<52} takes {folded['ms']:8.1f} ms   "
        f"others wait {folded['pause']:5.1f} ms   {folded['bytes'] / KIB:.0f} KiB"
    )


def _join(url: str, document_id: int) -> None:
    joined = [_probe("join", url, document_id) for _ in range(TIMES)]
    print(line("join cold", [one["first"] for one in joined]))
    print(line(f"join warm, {joined[0]['bytes'] / KIB:.0f} KiB", joined[-1]["warm"]))


def _measure_many(url: str, document_ids: Sequence[int]) -> None:
    stages = _probe("leave", url, *document_ids)["stages"]
    figures = " → ".join(f"{mib:.0f}" for mib in stages)
    what = f"{len(document_ids)} documents: before, open, left, open, left"
    print(f"{what:<52} {figures} MiB")
