"""The sockets of this process: who is behind each, and which documents it has joined."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from realtime.attendee import Visitor
from realtime.errors import Refused
from realtime.room import Room
from realtime.websocket import Connection as Line


@dataclass(eq=False)
class Connection:
    """One socket. locale: the language of the sentences it is told. line: what carries it."""

    visitor: Visitor
    locale: str
    line: Line
    rooms: dict[str, Room] = field(default_factory=dict)

    @property
    def here(self) -> set[str]:
        """The documents it is in, of those it joined: of some it may have been shown the door."""
        connection = self.visitor.connection
        return {key for key, room in self.rooms.items() if connection in room.attendees}

    def room(self, document: str) -> Room:
        """The joined room; raises Refused("forbidden") for every other document, real or not."""
        if document not in self.rooms:
            raise Refused("forbidden")
        return self.rooms[document]


class Connections:
    """Connection id -> Connection, for as long as the socket is open."""

    def __init__(self) -> None:
        self._open: dict[str, Connection] = {}

    def add(self, connection: Connection) -> None:
        """Raises Refused("forbidden") for an id that is already there."""
        if connection.visitor.connection in self._open:
            raise Refused("forbidden")
        self._open[connection.visitor.connection] = connection

    def get(self, connection_id: str) -> Connection:
        """Raises Refused("forbidden") when the socket has closed meanwhile."""
        if connection_id not in self._open:
            raise Refused("forbidden")
        return self._open[connection_id]

    def holds(self, connection: Connection) -> bool:
        """Whether it is still open."""
        return connection.visitor.connection in self._open

    def __iter__(self) -> Iterator[Connection]:
        return iter(list(self._open.values()))

    def __len__(self) -> int:
        return len(self._open)

    def of_person(self, person_id: int) -> int:
        """How many are open for that person."""
        return sum(open.visitor.person_id == person_id for open in self._open.values())

    def remove(self, connection_id: str) -> Connection | None:
        return self._open.pop(connection_id, None)
