"""`python -m bench.probe WHAT DATABASE DOCUMENT`: what one fresh process measures, as JSON."""

from gevent import monkey

monkey.patch_all()

# ruff: noqa: E402 - as in the server, everything else must be imported after the patch
import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import gevent
from sqlalchemy import select

from app.database import Database
from app.models import Snapshot
from bench import years
from realtime import log
from realtime.channel import Surroundings
from realtime.folding import fold_elsewhere
from realtime.limits import ROOM_GRACE_SECONDS
from realtime.rooms import Rooms
from realtime.shared_text import SharedText

KIB = 1024
MIB = KIB * KIB
WARM_JOINS = 20
PAGE_BYTES = resource.getpagesize()
Figures = Mapping[str, object]


class Nobody:
    """A channel without anybody at its end."""

    def send(self, *_: object, **__: object) -> None: ...

    def add(self, connection: str) -> None: ...

    def remove(self, connection: str) -> None: ...


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    before = time.perf_counter()
    act()
    return (time.perf_counter() - before) * 1000


def resident() -> float:
    """MiB of this process that are in memory now."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * PAGE_BYTES / MIB


def peak() -> float:
    """MiB of this process that were in memory at once; `getrusage` would count the parent's."""
    with open("/proc/self/status") as status:
        return next(int(row.split()[1]) / KIB for row in status if row.startswith("VmHWM:"))


def rooms_of(database: Database, now: Callable[[], datetime] = lambda: years.NOW) -> Rooms:
    around = Surroundings(
        database=database,
        now=now,
        spawn=lambda work: gevent.spawn(work),
        window=lambda: 0,
        sleep=gevent.sleep,
    )
    return Rooms(around, lambda _: Nobody())


def open_once(database: Database, document_id: int) -> Figures:
    """A document that nobody has open: its text and all that the gate must know of it."""
    with database.write() as session:
        before = resident()
        held: list[SharedText] = []
        took = timed(lambda: held.append(SharedText.load(session, document_id)))
        return {"ms": took, "before": before, "after": resident(), "peak": peak()}


def read_once(database: Database, document_id: int) -> Figures:
    """What a page shows of it."""
    with database.read() as session:
        return {"ms": timed(lambda: log.text_of(session, document_id))}


def join(database: Database, document_id: int) -> Figures:
    """The answer to a browser that knows nothing yet: the first one opens the room."""
    rooms, visitor = rooms_of(database), years.visitor(database)
    answers: list[Mapping[str, Any]] = []
    with rooms.entering(document_id, "key") as room:
        joins = [
            timed(lambda: answers.append(room.join(visitor, [1], {}, None)))
            for _ in range(1 + WARM_JOINS)
        ]
    return {"first": joins[0], "warm": joins[1:], "bytes": len(answers[0]["update"])}


def fold(database: Database, document_id: int, seq: int) -> Figures:
    """A snapshot at `seq`: how long it takes, and how long nobody else had a turn meanwhile."""
    with database.read() as session:
        head = replace(log.head_of(session, document_id), seq=seq)
    live = years.text_at(database, document_id, seq)
    with pauses() as longest:
        took = timed(
            lambda: log.compact(database, document_id, head, live, years.NOW, fold_elsewhere)
        )
    with database.read() as session:
        size = len(session.scalars(select(Snapshot.payload)).one())
    return {"ms": took, "pause": max(longest), "bytes": size}


@contextmanager
def pauses() -> Iterator[Sequence[float]]:
    """Milliseconds between the turns of a greenlet that wants one all the time."""
    gaps: list[float] = []

    def want() -> None:
        while True:
            gaps.append(timed(lambda: gevent.sleep(0)))

    wanting = gevent.spawn(want)
    gevent.sleep(0.05)
    gaps.clear()
    yield gaps
    gevent.sleep(0)
    wanting.kill()


def leave(database: Database, *document_ids: int) -> Figures:
    """Opens a room for each document, then lets everyone go; MiB in memory, and the same again."""
    clock = [years.NOW]
    rooms, visitor = rooms_of(database, lambda: clock[0]), years.visitor(database)
    stages = [resident()]
    for _ in range(2):
        opened = []
        for document_id in document_ids:
            with rooms.entering(document_id, str(document_id)) as room:
                room.join(visitor, [1], {}, None)
                opened.append(room)
        stages.append(resident())
        while opened:
            opened.pop().leave(visitor.connection)
        del room
        rooms.tidy()
        clock[0] += timedelta(seconds=ROOM_GRACE_SECONDS)
        rooms.tidy()
        gc.collect()
        stages.append(resident())
    return {"stages": stages}


WHAT: Mapping[str, Callable[..., Figures]] = {
    "open": open_once,
    "read": read_once,
    "join": join,
    "fold": fold,
    "leave": leave,
}

if __name__ == "__main__":
    what, url, *numbers = sys.argv[1:]
    opened = Database(url)
    with opened.read() as session:
        log.text_of(session, 0)  # so that building the statements is not what is measured
    json.dump(WHAT[what](opened, *map(int, numbers)), sys.stdout)
