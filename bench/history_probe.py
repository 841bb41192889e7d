"""`python -m bench.history_probe WHAT DATABASE DOCUMENT …`: one question about a history, as JSON.

It is answered as in the process that the server starts for it: see `realtime.retelling`.
"""

import json
import sys
import time
from collections.abc import Callable

import msgpack
from sqlalchemy import select

from app.database import Database
from app.models import Update
from bench import years
from bench.probe import peak, timed
from realtime.replay import Replay, Row
from realtime.tales import tell


def from_scratch(database: Database, document_id: int, seq: int) -> None:
    """Every row, without any checkpoint."""
    replay = Replay()
    query = select(Update.seq, Update.author_id, Update.at, Update.payload).order_by(Update.seq)
    with database.read() as session:
        rows = session.execute(
            query.where(Update.document_id == document_id, Update.seq <= seq)
        ).yield_per(500)
        for row in rows:
            replay.take(Row(*row))
    replay.runs()


def measured(act: Callable[[], object]) -> dict[str, float]:
    """ms: as the clock on the wall has it; cpu: what the processor was busy for, in ms, too."""
    before = time.process_time()
    took = timed(act)
    return {"ms": took, "cpu": (time.process_time() - before) * 1000, "peak": peak()}


if __name__ == "__main__":
    what, url, document_id, *numbers = sys.argv[1:]
    opened = Database(url)
    with opened.read() as session:
        session.scalar(select(Update.seq).limit(1))  # so that connecting is not what is measured
    if what == "scratch":
        told = measured(lambda: from_scratch(opened, int(document_id), int(numbers[0])))
    else:
        asked = what, int(document_id), years.NOW, *map(int, numbers)
        told = measured(lambda: msgpack.packb(tell(opened, *asked)))
    json.dump(told, sys.stdout)
