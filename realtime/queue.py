"""Updates that wait for a room's next flush, and the senders who wait for the answer."""

from dataclasses import dataclass, field
from threading import Event

from realtime import metrics
from realtime.attendee import Attendee
from realtime.errors import Refused
from realtime.limits import FLUSH_WAIT_SECONDS, MAX_QUEUED_BYTES, MAX_QUEUED_UPDATES


@dataclass(eq=False)
class Pending:
    """One update, and what became of it: a seq, or an error code."""

    sender: Attendee
    update: bytes
    done: Event = field(default_factory=Event)
    seq: int = 0
    error: str = ""

    def settle(self, *, seq: int = 0, error: str = "") -> None:
        self.seq, self.error = seq, error
        metrics.updates.labels(error or "saved").inc()
        self.done.set()

    def wait(self) -> int:
        """The seq of the committed row; raises Refused with the code otherwise."""
        if not self.done.wait(FLUSH_WAIT_SECONDS):
            raise Refused("busy")
        if self.error:
            raise Refused(self.error)
        return self.seq


class Queue:
    """First in, first out, bounded by count and by bytes."""

    def __init__(self) -> None:
        self._waiting: list[Pending] = []
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, pending: Pending) -> None:
        """Raises Refused("busy") when the queue is full; the update is not kept then."""
        size = self._bytes + len(pending.update)
        if len(self._waiting) >= MAX_QUEUED_UPDATES or size > MAX_QUEUED_BYTES:
            raise Refused("busy")
        self._waiting.append(pending)
        self._bytes = size

    def take(self) -> list[Pending]:
        """Everything that waits; the queue is empty afterwards."""
        batch, self._waiting, self._bytes = self._waiting, [], 0
        return batch
