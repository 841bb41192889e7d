"""What a room needs of the world around it, so that it knows neither transport nor clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from app.database import Database
from realtime.rings import Ring


class Channel(Protocol):
    """The way out to the browsers that are in one document."""

    def send(
        self, event: str, payload: dict[str, Any], *, to: str | None = None, skip: str | None = None
    ) -> None:
        """To everyone in the document, or `to` one connection, or to all but `skip`."""

    def add(self, connection: str) -> None:
        """From now on the connection hears what is sent."""

    def remove(self, connection: str) -> None:
        """From now on it does not."""


@dataclass(frozen=True)
class Surroundings:
    """What every room of a process shares.

    now: the time. spawn: runs something in the background. window: seconds to gather updates
    before a flush. sleep: lets others run for that long. ring: tells the other processes, if any.
    """

    database: Database
    now: Callable[[], datetime]
    spawn: Callable[[Callable[[], None]], object]
    window: Callable[[], float]
    sleep: Callable[[float], object]
    ring: Callable[[Ring], None] = field(default=lambda _: None)
