"""The history of a charter of which 20 people wrote 100,000 rows: what asking about it costs.

Each figure is of a fresh process, as the server starts one for what is long; `warm` is the same
once checkpoints are there.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from app.database import Database
from app.migrations import upgrade
from app.models import Checkpoint
from bench import years

SEED = 20_250_107
UPDATES, TEXT_BYTES = 100_000, 50_000
VERSIONS = 40  # at equal distances, of which the contributions are counted
TIMES = 3
PLACES = (1, 4_999, 52_345, 98_000)


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'years.db'}"
        database = Database(url)
        upgrade(database.engine)
        document_id = years.store(database, years.written(SEED, UPDATES, TEXT_BYTES))
        start = _from_the_start(url, document_id)
        _compare("authorship of the text now", database, url, ("standing", document_id, UPDATES))
        seqs = range(UPDATES // VERSIONS, UPDATES + 1, UPDATES // VERSIONS)
        _compare(f"contributions to {VERSIONS} versions", database, url,
                 ("tallies", document_id, *seqs))  # fmt: skip
        for place in PLACES:
            _warm(f"first 2,000 steps after row {place}", url, start,
                  ("steps", document_id, place, UPDATES))  # fmt: skip
        database.engine.dispose()


def _from_the_start(url: str, document_id: int) -> float:
    """Milliseconds of a replay of all rows that keeps nothing and begins with nothing."""
    told = _probe("scratch", url, document_id, UPDATES)
    print(_line("replay of all rows, keeping nothing", told))
    return float(told["ms"])


def _compare(what: str, database: Database, url: str, asked: tuple[str, *tuple[int, ...]]) -> None:
    with database.write() as session:
        session.execute(delete(Checkpoint))
    start = _probe("scratch", url, asked[1], UPDATES)["ms"]
    cold = _probe(*asked[:1], url, *asked[1:])
    print(f"{_line(f'{what}, cold', cold)}   {_times(start, cold)}")
    _warm(what, url, start, asked)


def _warm(what: str, url: str, start: float, asked: tuple[str, *tuple[int, ...]]) -> None:
    warm = min((_probe(asked[0], url, *asked[1:]) for _ in range(TIMES)), key=lambda one: one["ms"])
    print(f"{_line(f'{what}, warm', warm)}   {_times(start, warm)}")


def _times(start: float, told: Mapping[str, Any]) -> str:
    return f"{start / told['ms']:6.2f} times as fast as from the start"


def _line(what: str, told: Mapping[str, Any]) -> str:
    return f"{what:<52} {told['ms']:8.1f} ms   peak {told['peak']:6.1f} MiB"


def _probe(what: str, url: str, *numbers: int) -> Mapping[str, Any]:
    command = [sys.executable, "-m", "bench.history_probe", what, url, *map(str, numbers)]
    done = subprocess.run(command, capture_output=True, check=True)
    figures: Mapping[str, Any] = json.loads(done.stdout)
    return figures
