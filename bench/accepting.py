"""Accepting a proposal in a text that was written for years: for how long it holds the server.

On SQLite, where the whole process waits meanwhile, with a hundred other proposals open.
"""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.quotes import quote_of
from app.domain.threads import Scope
from app.migrations import upgrade
from app.models import Document, Thread
from app.services.proposals import accept
from app.services.threads import Remark, open_thread
from bench import years
from bench.figures import line
from realtime import log
from realtime.folding import fold_elsewhere
from realtime.limits import COMPACT_AFTER_SHARE

SEED = 20_250_107
UPDATES, TEXT_BYTES = 100_000, 50_000
OTHERS = 100
TIMES = 20
WORDS = 24  # characters of each proposal
CONTEXT = 32


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'years.db'}")
        upgrade(database.engine)
        document_id = years.store(database, years.written(SEED, UPDATES, TEXT_BYTES))
        _accept(database, document_id, 3, "never folded")
        tail = round(UPDATES * COMPACT_AFTER_SHARE)
        _fold(database, document_id, UPDATES - tail)
        _accept(database, document_id, TIMES, f"snapshot and {tail} rows")
        _fold(database, document_id, UPDATES)
        _accept(database, document_id, TIMES, "snapshot")
        database.engine.dispose()


def _fold(database: Database, document_id: int, seq: int) -> None:
    with database.read() as session:
        head = replace(log.head_of(session, document_id), seq=seq)
    live = years.text_at(database, document_id, seq)
    log.compact(database, document_id, head, live, years.NOW, fold_elsewhere)


def _accept(database: Database, document_id: int, times: int, what: str) -> None:
    with database.write() as session:
        person_id = years.visitor(database).person_id
        key = session.get_one(Document, document_id).key
        text = log.text_of(session, document_id)
        step = len(text) // (OTHERS + times)
        threads = [
            _propose(session, person_id, key, text, place * step) for place in range(OTHERS + times)
        ]
    took = []
    for thread in threads[:: len(threads) // times][:times]:
        before = time.perf_counter()
        with database.write() as session:
            accept(session, person_id, thread.key, None, "", years.NOW)
        took.append((time.perf_counter() - before) * 1000)
    print(line(f"accept, {what}", took))
    with database.write() as session:
        session.execute(update(Thread).values(replacement=None))


def _propose(session: Session, person_id: int, key: str, text: str, start: int) -> Thread:
    quote = quote_of(text, start, start + WORDS, CONTEXT)
    remark = Remark(Scope.WORDS, "", quote, b"a", b"b", quote.exact.upper() + "!")
    return open_thread(session, person_id, key, remark, years.NOW)
