"""One connection that is in a room."""

from dataclasses import dataclass
from typing import Any

from app.domain.lifecycle import State
from realtime.people import PublicPerson

Cursor = dict[str, Any] | None
"""{"anchor": bytes, "head": bytes}: two encoded relative positions, opaque here."""


@dataclass(frozen=True)
class Visitor:
    """Who is behind a connection: the server says so, never the browser."""

    connection: str
    sign_in_id: int
    person_id: int


@dataclass(eq=False)
class Attendee:
    """A visitor in one document, under one Yjs client id; the text they hold is `generation`'s."""

    visitor: Visitor
    client_id: int
    person: PublicPerson
    generation: int
    state: State
    can_edit: bool
    cursor: Cursor = None

    @property
    def connection(self) -> str:
        return self.visitor.connection
