"""What happened to a document, at any place of its log: who wrote what stands there, and how.

What takes long is told by a process of its own. None of this is to be asked within a transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from app.database import Database
from app.models import Checkpoint, Update
from realtime.replay import Run, Splice, Tally
from realtime.retelling import tell_elsewhere
from realtime.steps import Step
from realtime.tales import MAX_ROWS, tell

HERE_ROWS = 300
HERE_BYTES = 64 * 1024
"""A way of so many rows, and so much to begin with or to go through, is gone here and now."""


@dataclass(frozen=True)
class Standing:
    """A text, and by whom each part of it is.

    tallies: by person id, from the first row on. moments: client id -> (clock, seconds since 1970),
    in order: when units from that clock on were written.
    """

    text: str
    runs: Sequence[Run]
    tallies: Mapping[int, Tally]
    moments: Mapping[int, Sequence[tuple[int, int]]]


@dataclass(frozen=True)
class Stretch:
    """A text, and the steps that were taken next; after the last of them it stood at `seq`."""

    text: str
    steps: Sequence[Step]
    seq: int


def standing_at(database: Database, document_id: int, seq: int, now: datetime) -> Standing:
    """The text after the row `seq`. Raises TakesLong; OSError or SubprocessError."""
    told = _told(database, "standing", document_id, now, (seq,), (seq, seq))
    return Standing(
        told["text"],
        [Run(*run) for run in told["runs"]],
        _tallies(told["tallies"]),
        {client: [(at, s) for at, s in noted] for client, noted in told["moments"].items()},
    )


def tallies_at(
    database: Database, document_id: int, seqs: Sequence[int], now: datetime
) -> Sequence[Mapping[int, Tally]]:
    """By person id, after each of the rows `seqs`, which are in order. Raises as `standing_at`."""
    if not seqs:
        return []
    told = _told(database, "tallies", document_id, now, seqs, (seqs[0], seqs[-1]))
    return [_tallies(one) for one in told]


def steps_from(
    database: Database, document_id: int, after: int, head: int, now: datetime
) -> Stretch:
    """The text after the row `after`, and the next steps to `head`. Raises as `standing_at`."""
    way = after, min(head, after + MAX_ROWS)
    told = _told(database, "steps", document_id, now, (after, head), way)
    steps = [
        Step(
            seq, datetime.fromtimestamp(seconds, UTC), person_id, [Splice(*one) for one in splices]
        )
        for seq, seconds, person_id, splices in told["steps"]
    ]
    return Stretch(told["text"], steps, told["seq"])


def _told(
    database: Database,
    what: str,
    document_id: int,
    now: datetime,
    numbers: Sequence[int],
    way: tuple[int, int],
) -> Any:
    """A tale with `numbers`, for which the rows of `way` must be known, from the first seq on."""
    by = tell if _is_short(database, document_id, *way) else tell_elsewhere
    return by(database, what, document_id, now, *numbers)


def _is_short(database: Database, document_id: int, first: int, until: int) -> bool:
    """Whether few rows, and small ones, lead from the checkpoint before `first` to `until`."""
    with database.read() as session:
        start = session.execute(
            select(Checkpoint.seq, func.length(Checkpoint.payload))
            .where(Checkpoint.document_id == document_id, Checkpoint.seq <= first)
            .order_by(Checkpoint.seq.desc())
            .limit(1)
        ).one_or_none()
        seq, size = start or (0, 0)
        if until - seq > HERE_ROWS or size > HERE_BYTES:
            return False
        on_the_way = select(func.sum(func.length(Update.payload))).where(
            Update.document_id == document_id, Update.seq > seq, Update.seq <= until
        )
        return (session.scalar(on_the_way) or 0) + size <= HERE_BYTES


def _tallies(told: Mapping[int, Sequence[int]]) -> Mapping[int, Tally]:
    return {person_id: Tally(*counts) for person_id, counts in told.items()}
