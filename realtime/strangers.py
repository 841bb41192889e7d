"""Lines that have not said whose they are: for how long, and how many at once."""

import time
from typing import Protocol

from realtime.limits import MAX_STRANGERS, STRANGER_SECONDS


class Line(Protocol):
    def abort(self) -> None:
        """Cut it."""


class Strangers:
    """The oldest first. A line is one of them until it is removed or cut."""

    def __init__(self) -> None:
        self._since: dict[Line, float] = {}

    def add(self, line: Line) -> None:
        """Where there are too many the oldest goes: who is honest says who they are at once."""
        if len(self._since) >= MAX_STRANGERS:
            self._cut(next(iter(self._since)))
        self._since[line] = time.monotonic()

    def remove(self, line: Line) -> None:
        """They said who they are, or are gone; does nothing for others."""
        self._since.pop(line, None)

    def sweep(self, now: float) -> None:
        """Cut those that took longer than STRANGER_SECONDS. now: as time.monotonic() says."""
        for line, since in list(self._since.items()):
            if now - since > STRANGER_SECONDS:
                self._cut(line)

    def _cut(self, line: Line) -> None:
        self.remove(line)
        line.abort()
