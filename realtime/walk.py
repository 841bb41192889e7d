"""Going through the log of a document row by row, from the nearest checkpoint on."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select

from app.database import Database
from app.models import Update
from realtime import checkpoints, log
from realtime.checkpoints import EVERY_ROWS, Start
from realtime.packing import Unfit, pack, unpack
from realtime.replay import Replay, Row, Splice

ROWS_AT_ONCE = 500

logger = logging.getLogger(__name__)


class Walk:
    """replay: the text where the walk has come to; it begins before the first row."""

    def __init__(self, database: Database, document_id: int, now: datetime) -> None:
        self._database, self._document_id, self._now = database, document_id, now
        with database.read() as session:
            self._generation = log.head_of(session, document_id).generation
        self.replay = Replay()

    def to(self, seq: int) -> Replay:
        """Go on to the row `seq`, which is not before where the walk stands, by the shortest way.

        Raises Refused("forbidden") when there is no such document.
        """
        self._leap(seq)
        for row in self._rows(seq):
            self.replay.take(row)
            self._keep_now_and_then()
        return self.replay

    def watch(self, seq: int) -> Iterator[tuple[Row, Sequence[Splice]]]:
        """As `to` but row by row, with what each does; whoever has seen enough stops."""
        for row in self._rows(seq):
            yield row, self.replay.watch(row)
            self._keep_now_and_then()

    def _leap(self, seq: int) -> None:
        """To the last checkpoint on the way that is fit to begin with, if there is one."""
        while True:
            with self._database.read() as session:
                start = checkpoints.last_between(session, self._document_id, self.replay.seq, seq)
            if start is None:
                return
            try:
                self.replay = unpack(start.payload, self._generation)
                return
            except Unfit as error:
                self._drop(start.seq, error)

    def _drop(self, seq: int, error: Unfit) -> None:
        logger.warning("document %s: no replay begins at %s: %s", self._document_id, seq, error)
        with self._database.write() as session:
            checkpoints.drop(session, self._document_id, seq)

    def _rows(self, until: int) -> Iterator[Row]:
        """Read in small parts: what is in the log stays as it is, and nobody waits for us."""
        query = (
            select(Update.seq, Update.author_id, Update.at, Update.payload)
            .where(Update.document_id == self._document_id, Update.seq <= until)
            .order_by(Update.seq)
            .limit(ROWS_AT_ONCE)
        )
        while self.replay.seq < until:
            with self._database.read() as session:
                rows = session.execute(query.where(Update.seq > self.replay.seq)).all()
            if not rows:
                return
            yield from (Row(*row) for row in rows)

    def _keep_now_and_then(self) -> None:
        """Keep where the walk stands, if that is a place for it, and go on from what was kept.

        So nothing is kept from which one cannot; and pycrdt is faster with a text opened anew.
        """
        seq = self.replay.seq
        if seq % EVERY_ROWS:
            return
        try:
            payload = pack(self.replay, self._generation)
            self.replay = unpack(payload, self._generation)
        except Unfit as error:
            logger.warning("document %s: nothing was kept: %s", self._document_id, error)
            return
        with self._database.write() as session:
            head = log.head_of(session, self._document_id, lock=True)
            if head.generation == self._generation:
                checkpoints.keep(session, self._document_id, Start(seq, payload), self._now)
