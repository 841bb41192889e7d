"""Which rooms are open in this process."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from realtime.channel import Channel, Surroundings
from realtime.room import Room

logger = logging.getLogger(__name__)


class Rooms:
    """One room a document, open while somebody is in it or on the way in."""

    def __init__(self, surroundings: Surroundings, channel_for: Callable[[str], Channel]) -> None:
        self._around = surroundings
        self._channel_for = channel_for
        self._open: dict[int, Room] = {}
        self._guests: dict[int, int] = {}
        self._mutex = threading.Lock()

    @contextmanager
    def entering(self, document_id: int, key: str) -> Iterator[Room]:
        """The document's room, which stays open at least while the caller is inside."""
        with self._mutex:
            room = self._open.get(document_id)
            if room is None:
                room = Room(document_id, self._channel_for(key), self._around)
                self._open[document_id] = room
            self._guests[document_id] = self._guests.get(document_id, 0) + 1
        try:
            yield room
        finally:
            with self._mutex:
                self._guests[document_id] -= 1
            self.tidy()

    def tidy(self) -> None:
        """Close the rooms nobody is in any more."""
        with self._mutex:
            left = [
                room
                for document_id, room in self._open.items()
                if room.idle and not self._guests.get(document_id)
            ]
            for room in left:
                del self._open[room.document_id]
                self._guests.pop(room.document_id, None)
        for room in left:
            room.close()

    def recheck(self) -> None:
        """Read the rights of everyone in every room again."""
        for room in list(self._open.values()):
            try:
                with self._around.database.read() as session:
                    room.recheck(session)
            except Exception:
                # Whatever it is: the others' rights are read all the same, and these again soon.
                logger.exception("document %s: the rights were not read", room.document_id)
