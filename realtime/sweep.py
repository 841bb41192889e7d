"""What a process looks after by the clock, whatever it was told or not told meanwhile."""

import logging
import threading
import time
from collections.abc import Callable

from realtime.doorbell import Doorbell
from realtime.limits import PRESENCE_LOST_SECONDS, PRESENCE_SECONDS, SWEEP_SECONDS
from realtime.rooms import Rooms
from realtime.strangers import Strangers

logger = logging.getLogger(__name__)


class Sweep:
    """Rights are read again, empty rooms closed; strangers let go, others told who is here.

    In three rounds: one reads rights, by a way of its own to the database; one closes rooms, which
    may have to wait for the database; one never asks it.
    """

    def __init__(self, rooms: Rooms, strangers: Strangers, doorbell: Doorbell | None) -> None:
        self._rooms = rooms
        self._strangers = strangers
        self._doorbell = doorbell
        self._wanted = threading.Event()
        self._told_at = 0.0
        self._awake_at = 0.0

    def hurry(self) -> None:
        """Do not wait for the clock: something has changed."""
        self._wanted.set()

    def start(self, spawn: Callable[[Callable[[], None]], object]) -> None:
        """All rounds, for ever, every SWEEP_SECONDS. spawn: runs something in the background."""
        spawn(self._look)
        spawn(self._tidy)
        spawn(self._greet)

    def _look(self) -> None:
        while True:
            self._wanted.wait(SWEEP_SECONDS)
            self._wanted.clear()
            _try(self._rooms.recheck)

    def _tidy(self) -> None:
        while True:
            time.sleep(SWEEP_SECONDS)
            _try(self._rooms.tidy)

    def _greet(self) -> None:
        while True:
            time.sleep(SWEEP_SECONDS)
            _try(lambda: self._strangers.sweep(time.monotonic()))
            _try(self._tell)

    def _tell(self) -> None:
        if self._doorbell is None:
            return
        now = time.monotonic()
        if now - self._told_at >= PRESENCE_SECONDS:
            self._told_at = now
            self._rooms.tell_presence()
        # While nobody is heard, or we ourselves stood still, silence says nothing.
        was_awake = now - self._awake_at < PRESENCE_SECONDS
        self._awake_at = now
        if was_awake and self._doorbell.listening_seconds > PRESENCE_LOST_SECONDS:
            self._rooms.forget_silent()


def _try(act: Callable[[], None]) -> None:
    """The sweep goes on, whatever fails: the next one tries again."""
    try:
        act()
    except Exception:
        logger.exception("a part of the sweep failed; it goes on")
