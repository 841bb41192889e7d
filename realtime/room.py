"""One open document: who is in it, and what they hear of each other.

Knows no transport: what goes out goes through the `Channel` it is given.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.domain.lifecycle import can_edit
from app.domain.roles import Role
from app.notices import Changed
from realtime import people, rights
from realtime.attendee import Attendee, Cursor, Visitor
from realtime.channel import Channel, Surroundings
from realtime.errors import Refused
from realtime.log import Head
from realtime.people import PublicPerson
from realtime.presence import Presence
from realtime.rings import Appended, RingOfDocument
from realtime.shared_text import SharedText
from realtime.writer import Writer


class Room:
    """See the module. Every method may be called from any greenlet or thread."""

    def __init__(self, document_id: int, channel: Channel, surroundings: Surroundings) -> None:
        self.document_id = document_id
        self.presence = Presence(document_id, channel, surroundings)
        self._channel = channel
        self._now = surroundings.now
        self._database = surroundings.database
        self._writer = Writer(document_id, surroundings, self._publish, self._ask_to_rejoin)

    @property
    def attendees(self) -> Mapping[str, Attendee]:
        """Who is here, by connection."""
        return self.presence.attendees

    @property
    def idle(self) -> bool:
        """Nobody is here and nothing waits to be written."""
        return not self.attendees and not self.busy

    @property
    def busy(self) -> bool:
        """Something waits to be written, or to be read."""
        return self._writer.busy

    @property
    def waiting(self) -> int:
        """How many updates wait to be written."""
        return self._writer.waiting

    def join(
        self,
        visitor: Visitor,
        client_ids: Sequence[int],
        clocks: Mapping[int, int],
        generation: int | None,
    ) -> dict[str, Any]:
        """Enter, or enter again; the answer to the wire's `join`, without `ok`.

        client_ids: the visitor's own Yjs ids, the current one first. clocks: their state vector.
        Raises Refused: forbidden, stale_generation, forged for an id of somebody else, or busy
        when no more find a place here.
        """
        try:
            if not self.presence.has_place_for(visitor.connection):
                raise Refused("busy")
            self._refuse_stranger(visitor)
            with self._writer.current() as (session, text):
                attendee, known = self._admit(session, text, visitor, client_ids, generation)
                answer = self._answer(text, clocks, attendee, known)
                # Within the writer's turn: no update falls between the answer and the entrance.
                self.presence.enter(attendee)
        except BaseException:
            self.leave(visitor.connection)
            raise
        return answer

    def _refuse_stranger(self, visitor: Visitor) -> None:
        """Before anything is loaded: a stranger must not make us replay a log."""
        with self._database.read() as session:
            if self._role_of(session, visitor) is None:
                raise Refused("forbidden")

    def _role_of(self, session: Session, visitor: Visitor) -> Role | None:
        return rights.role_of(session, self.document_id, visitor.sign_in_id, self._now())

    def _admit(
        self,
        session: Session,
        text: SharedText,
        visitor: Visitor,
        client_ids: Sequence[int],
        generation: int | None,
    ) -> tuple[Attendee, Mapping[int, PublicPerson]]:
        role = self._role_of(session, visitor)
        if role is None:  # lost since they were let in
            raise Refused("forbidden")
        if generation not in (None, text.head.generation):
            raise Refused("stale_generation")
        editable = can_edit(role, text.head.state)
        self._bind(session, visitor, client_ids, claim=editable)
        known = self._people(session, text, visitor)
        attendee = Attendee(
            visitor,
            client_ids[0],
            known[visitor.person_id],
            text.head.generation,
            text.head.state,
            editable,
        )
        return attendee, known

    def _bind(
        self, session: Session, visitor: Visitor, client_ids: Sequence[int], *, claim: bool
    ) -> None:
        """Make the ids the visitor's own; those who only read name theirs but claim nothing."""
        person_id = visitor.person_id
        self._writer.learn(session, client_ids)
        owners = self._writer.owners
        present = {tab.client_id: tab.person_id for tab in self.presence}
        for client_id in client_ids:
            if (owners.of(client_id) or present.get(client_id, person_id)) != person_id:
                raise Refused("forged")
        new = [client_id for client_id in dict.fromkeys(client_ids) if client_id not in owners]
        if claim and new:
            self._writer.claim(session, new, person_id)

    def _people(
        self, session: Session, text: SharedText, visitor: Visitor
    ) -> Mapping[int, PublicPerson]:
        self._writer.learn(session, text.clocks)
        owners = self._writer.owners
        writers = {person for client in text.clocks if (person := owners.of(client))}
        return people.public_people(session, self.document_id, {*writers, visitor.person_id})

    def _answer(
        self,
        text: SharedText,
        clocks: Mapping[int, int],
        attendee: Attendee,
        known: Mapping[int, PublicPerson],
    ) -> dict[str, Any]:
        owners = self._writer.owners
        writers = {
            client: known[person]
            for client in text.clocks
            if (person := owners.of(client)) is not None and person in known
        }
        everyone = writers | {attendee.client_id: attendee.person}
        return {
            "update": text.since(clocks),
            "stateVector": text.state_vector,
            "hash": text.hash,
            "generation": text.head.generation,
            "seq": text.head.seq,
            "canEdit": attendee.can_edit,
            "state": str(text.head.state),
            "people": {str(client): person for client, person in everyone.items()},
        }

    def leave(self, connection: str) -> None:
        """Forget the connection; does nothing when it is not here."""
        self.presence.leave(connection)

    def receive(self, connection: str, update: bytes) -> int:
        """Take one update in; returns its seq once it is committed. Raises Refused."""
        return self._writer.receive(self._attendee(connection), update)

    def move_cursor(self, connection: str, cursor: Cursor) -> None:
        """Show everyone else where the connection's cursor is now. Raises Refused."""
        attendee = self._attendee(connection)
        attendee.cursor = cursor
        self.presence.move(attendee)

    def compare(self, connection: str, clocks: Mapping[int, int], digest: str) -> bool | None:
        """Whether a browser at `clocks` shows our text; None when it stands elsewhere."""
        self._attendee(connection)
        return self._writer.compare(clocks, digest)

    def recheck(
        self, asked: Sequence[Attendee], head: Head | None, roles: Mapping[int, Role]
    ) -> None:
        """Tell who may do less or more by now, show the rest the door, read what was missed.

        asked: those about whom the database was asked; who came meanwhile is left alone. head:
        where the document stands. roles: sign-in session id -> role, of who may read it.
        """
        for attendee in asked:
            if self.attendees.get(attendee.connection) is not attendee:
                continue
            role = roles.get(attendee.visitor.sign_in_id)
            if role is None or head is None:
                self.leave(attendee.connection)
                self._channel.send("resync", {"reason": "rights"}, to=attendee.connection)
                continue
            editable = can_edit(role, head.state)
            if (attendee.state, attendee.can_edit) != (head.state, editable):
                attendee.state, attendee.can_edit = head.state, editable
                payload = {"state": str(head.state), "canEdit": editable}
                self._channel.send("document", payload, to=attendee.connection)
        if head is not None and self.attendees:
            self._writer.catch_up(head.seq, head.generation)

    def hear(self, process: str, ring: RingOfDocument) -> None:
        """Take in what another process of that name rings about this document."""
        if not self.attendees:
            return
        match ring:
            case Appended(_, seq):
                self._writer.catch_up(seq)
            case Changed(_, what, key):
                self.notify(what, key)
            case _:
                self.presence.hear(process, ring)

    def notify(self, what: str, key: str) -> None:
        """Tell everyone here that something beside the text changed."""
        self._channel.send("changed", {"what": what, "id": key})

    def close(self) -> None:
        """Tidy up, now that nobody is here."""
        self._writer.close()

    def _attendee(self, connection: str) -> Attendee:
        attendee = self.attendees.get(connection)
        if attendee is None:
            raise Refused("forbidden")
        return attendee

    def _publish(self, update: bytes, seq: int, skip: str | None) -> None:
        self._channel.send("update", {"update": update, "seq": seq}, skip=skip)

    def _ask_to_rejoin(self) -> None:
        self._channel.send("resync", {"reason": "reloaded"})
