"""What can be told of a document's history, as plain values that fit through a pipe.

`history` gives them their names back.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.database import Database
from realtime.steps import Steps
from realtime.walk import Walk

MAX_ROWS = 10_000  # that one answer of steps goes through


def standing(walk: Walk, seq: int) -> dict[str, Any]:
    """The text after the row `seq`, by whom it is, and when its units were written."""
    replay = walk.to(seq)
    return {
        "text": replay.text,
        "runs": replay.runs(),
        "tallies": replay.tallies(),
        "moments": replay.moments.entries,
    }


def tallies(walk: Walk, *seqs: int) -> list[Any]:
    """Who had added and removed how much after each of the rows `seqs`, which are in order."""
    return [walk.to(seq).tallies() for seq in seqs]


def steps(walk: Walk, after: int, head: int) -> dict[str, Any]:
    """The text after the row `after`, and the next steps on the way to `head`."""
    text = walk.to(after).text
    taken = Steps()
    for row, splices in walk.watch(min(head, after + MAX_ROWS)):
        taken.add(row, splices)
        if taken.are_enough:
            break
    told = [
        (step.seq, int(step.at.timestamp()), step.person_id, step.splices) for step in taken.all
    ]
    return {"text": text, "steps": told, "seq": walk.replay.seq}


TALES: Mapping[str, Callable[..., Any]] = {
    "standing": standing,
    "tallies": tallies,
    "steps": steps,
}


def tell(database: Database, what: str, document_id: int, now: datetime, *numbers: int) -> Any:
    """The tale that is called `what`."""
    return TALES[what](Walk(database, document_id, now), *numbers)
