"""The history of a charter of which 20 people wrote 100,000 rows: what asking about it costs.

Each figure is of a fresh process, as the server starts one for what is long; `warm` is the same
once checkpoints are there. Ratios are of the time that the processor was busy.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select

from app.database import Database
from app.migrations import upgrade
from app.models import Checkpoint, Update
from bench import years

SEED = 20_250_107
UPDATES, TEXT_BYTES = 100_000, 50_000
VERSIONS = 40  # at equal distances, of which the contributions are counted
TIMES = 3
PLACES = (0, 4_999, 52_345, 98_000)
KIB = 1024

Asked = tuple[Any, ...]
"""The name of a tale, the document, and the numbers it is asked with."""


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'years.db'}"
        database = Database(url)
        upgrade(database.engine)
        document_id = years.store(database, years.written(SEED, UPDATES, TEXT_BYTES))
        start = _from_the_start(url, document_id)
        seqs = range(UPDATES // VERSIONS, UPDATES + 1, UPDATES // VERSIONS)
        contributions = "tallies", document_id, *seqs
        _tell(f"contributions to {VERSIONS} versions, cold", url, start, contributions, 1)
        _tell("contributions to one more", url, start, ("tallies", document_id, *seqs[-2:]))
        with database.write() as session:
            session.execute(delete(Checkpoint))
        _tell("authorship, cold", url, start, ("standing", document_id, UPDATES), 1)
        for place in PLACES[1:]:
            _tell(f"authorship at row {place}", url, start, ("standing", document_id, place))
        for place in PLACES:
            _tell(f"steps after row {place}", url, start, ("steps", document_id, place, UPDATES))
        _print_size(database)
        database.engine.dispose()


def _from_the_start(url: str, document_id: int) -> float:
    """Milliseconds of a replay of all rows that keeps nothing and begins with nothing."""
    told = _probe(url, ("scratch", document_id, UPDATES))
    print(_line("replay of all rows, keeping nothing", told))
    return float(told["cpu"])


def _tell(what: str, url: str, start: float, asked: Asked, times: int = TIMES) -> None:
    told = min((_probe(url, asked) for _ in range(times)), key=lambda one: one["cpu"])
    print(f"{_line(what, told)}   {start / told['cpu']:6.2f} times as fast as from the start")


def _print_size(database: Database) -> None:
    with database.read() as session:
        count, size = session.execute(
            select(func.count(), func.sum(func.length(Checkpoint.payload)))
        ).one()
        log = session.scalar(select(func.sum(func.length(Update.payload))))
    print(f"{f'{count} checkpoints':<52} {size / KIB:8.1f} KiB   the log {log / KIB:.1f} KiB")


def _line(what: str, told: Mapping[str, Any]) -> str:
    return (
        f"{what:<52} {told['ms']:8.1f} ms   busy {told['cpu']:8.1f} ms   "
        f"peak {told['peak']:5.1f} MiB"
    )


def _probe(url: str, asked: Asked) -> Mapping[str, Any]:
    what, *numbers = map(str, asked)
    command = [sys.executable, "-m", "bench.history_probe", what, url, *numbers]
    done = subprocess.run(command, capture_output=True, check=True)
    figures: Mapping[str, Any] = json.loads(done.stdout)
    return figures
