"""Which rooms are open in this process."""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from app.database import Database
from realtime import log, rights
from realtime.attendee import Attendee
from realtime.channel import Channel, Surroundings
from realtime.errors import Refused
from realtime.limits import MAX_ROOMS, PRESENCE_LOST_SECONDS, ROOM_GRACE_SECONDS
from realtime.log import Head
from realtime.rings import RingOfDocument
from realtime.room import Room

logger = logging.getLogger(__name__)


class Rooms:
    """One room a document, open while somebody is in it, on the way in, or has just left.

    aside: the database by a way on which the rights of everyone are read, whoever waits elsewhere.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        channel_for: Callable[[str], Channel],
        aside: Database,
    ) -> None:
        self._around = surroundings
        self._aside = aside
        self._channel_for = channel_for
        self._open: dict[int, Room] = {}
        self._guests: dict[int, int] = defaultdict(int)
        self._idle_since: dict[int, datetime] = {}
        self._mutex = threading.Lock()

    def __iter__(self) -> Iterator[Room]:
        return iter(list(self._open.values()))

    def __len__(self) -> int:
        return len(self._open)

    @contextmanager
    def entering(self, document_id: int, key: str) -> Iterator[Room]:
        """The document's room, which stays open at least while the caller is inside.

        Raises Refused("busy") when too many rooms are in use.
        """
        dropped = None
        with self._mutex:
            if document_id not in self._open:
                dropped = self._make_place()
                self._open[document_id] = Room(document_id, self._channel_for(key), self._around)
            self._guests[document_id] += 1
            self._idle_since.pop(document_id, None)
            room = self._open[document_id]
        if dropped:
            dropped.close()
        try:
            yield room
        finally:
            with self._mutex:
                self._guests[document_id] -= 1

    def tidy(self) -> None:
        """Close the rooms nobody has been in for ROOM_GRACE_SECONDS."""
        now = self._around.now()
        with self._mutex:
            idle = self._idle()
            self._idle_since = {one: self._idle_since.get(one, now) for one in idle}
            longest = now - timedelta(seconds=ROOM_GRACE_SECONDS)
            left = [one for one, since in self._idle_since.items() if since <= longest]
            closed = [self._drop(document_id) for document_id in left]
        for room in closed:
            room.close()

    def recheck(self) -> None:
        """Read the rights of everyone in every room again, and the rows that were missed."""
        asked = {room: list(room.attendees.values()) for room in self if room.attendees}
        if not asked:
            return
        heads, roles = self._read(asked)
        for room, attendees in asked.items():
            key = room.document_id
            try:
                room.recheck(attendees, heads.get(key), roles.get(key, {}))
            except Exception:
                # Whatever it is: the others are told all the same, and these again soon.
                logger.exception("document %s: what changed was not told", key)

    def hear(self, process: str, ring: RingOfDocument) -> None:
        """Take in what another process of that name rings about a document, or ours noticed."""
        if room := self._open.get(ring.document_id):
            room.hear(process, ring)

    def tell_presence(self) -> None:
        """Tell the other processes who is here."""
        for room in self:
            room.presence.tell()

    def ask_presence(self) -> None:
        """Ask the other processes who is there in each document, and tell them who is here."""
        for room in self:
            room.presence.ask()
            room.presence.tell()

    def forget_silent(self) -> None:
        """Who was on processes that have not been heard for PRESENCE_LOST_SECONDS is gone."""
        since = self._around.now() - timedelta(seconds=PRESENCE_LOST_SECONDS)
        for room in self:
            room.presence.forget_silent(since)

    def _idle(self) -> Sequence[int]:
        return [
            document_id
            for document_id, room in self._open.items()
            if room.idle and not self._guests.get(document_id)
        ]

    def _make_place(self) -> Room | None:
        """The room that has been idle longest, taken out when there are as many as may be."""
        if len(self._open) < MAX_ROOMS:
            return None
        idle = self._idle()
        if not idle:
            raise Refused("busy")
        return self._drop(min(idle, key=lambda one: self._idle_since.get(one, self._around.now())))

    def _drop(self, document_id: int) -> Room:
        self._guests.pop(document_id, None)
        self._idle_since.pop(document_id, None)
        return self._open.pop(document_id)

    def _read(
        self, asked: Mapping[Room, Sequence[Attendee]]
    ) -> tuple[Mapping[int, Head], Mapping[int, rights.Roles]]:
        """Where the documents stand, and who may read them: few queries for all."""
        documents = [room.document_id for room in asked]
        sign_ins = {one.visitor.sign_in_id for attendees in asked.values() for one in attendees}
        with self._aside.read() as session:
            heads = log.heads_of(session, documents)
            roles = rights.roles_in(session, documents, sign_ins, self._around.now())
        return heads, roles
