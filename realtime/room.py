"""One open document: who is in it, and what they hear of each other.

Knows no transport: what goes out goes through the `Channel` it is given.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.domain.lifecycle import can_edit
from app.domain.roles import Role
from realtime import log, people, rights
from realtime.attendee import Attendee, Cursor, Visitor
from realtime.channel import Channel, Surroundings
from realtime.errors import Refused
from realtime.people import PublicPerson
from realtime.shared_text import SharedText
from realtime.writer import Writer


class Room:
    """See the module. Every method may be called from any greenlet or thread."""

    def __init__(self, document_id: int, channel: Channel, surroundings: Surroundings) -> None:
        self.document_id = document_id
        self.attendees: dict[str, Attendee] = {}
        self._channel = channel
        self._now = surroundings.now
        self._database = surroundings.database
        self._writer = Writer(document_id, surroundings, self._publish, self._ask_to_rejoin)

    @property
    def idle(self) -> bool:
        """Nobody is here and nothing waits to be written."""
        return not self.attendees and not self._writer.busy

    def join(
        self,
        visitor: Visitor,
        client_ids: Sequence[int],
        clocks: Mapping[int, int],
        generation: int | None,
    ) -> dict[str, Any]:
        """Enter, or enter again; the answer to the wire's `join`, without `ok`.

        client_ids: the visitor's own Yjs ids, the current one first. clocks: their state vector.
        Raises Refused: forbidden, stale_generation, or forged for an id of somebody else.
        """
        try:
            self._refuse_stranger(visitor)
            with self._writer.current() as (session, text):
                attendee, known = self._admit(session, text, visitor, client_ids, generation)
                answer = self._answer(text, clocks, attendee, known)
                # Within the writer's turn: no update falls between the answer and the entrance.
                self._enter(attendee)
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
        sign_in = visitor.sign_in_id
        return rights.roles_of(session, self.document_id, [sign_in], self._now()).get(sign_in)

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
        owners = self._writer.owners
        present = {other.client_id: other.visitor.person_id for other in self.attendees.values()}
        for client_id in client_ids:
            if (owners.of(client_id) or present.get(client_id, person_id)) != person_id:
                raise Refused("forged")
        new = [client_id for client_id in dict.fromkeys(client_ids) if client_id not in owners]
        if claim and new:
            self._writer.claim(session, new, person_id)

    def _people(
        self, session: Session, text: SharedText, visitor: Visitor
    ) -> Mapping[int, PublicPerson]:
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

    def _enter(self, attendee: Attendee) -> None:
        """Tell the newcomer who is here, and everyone else who came."""
        for other in list(self.attendees.values()):
            same_tab, same_line = (
                other.client_id == attendee.client_id,
                other.connection == attendee.connection,
            )
            # The same tab, back before its old line was cut; or on its line with a new client id.
            if same_tab is not same_line:
                self.leave(other.connection)
        self._channel.add(attendee.connection)
        for other in self.attendees.values():
            if other.connection != attendee.connection:
                self._show(other, to=attendee.connection)
        self.attendees[attendee.connection] = attendee
        self._show(attendee, skip=attendee.connection)

    def leave(self, connection: str) -> None:
        """Forget the connection; does nothing when it is not here."""
        attendee = self.attendees.pop(connection, None)
        if attendee is None:
            return
        self._channel.remove(connection)
        gone = {"clientId": attendee.client_id, "cursor": None, "person": None}
        self._channel.send("awareness", gone)

    def receive(self, connection: str, update: bytes) -> int:
        """Take one update in; returns its seq once it is committed. Raises Refused."""
        return self._writer.receive(self._attendee(connection), update)

    def move_cursor(self, connection: str, cursor: Cursor) -> None:
        """Show everyone else where the connection's cursor is now. Raises Refused."""
        attendee = self._attendee(connection)
        attendee.cursor = cursor
        self._show(attendee, skip=connection)

    def compare(self, connection: str, clocks: Mapping[int, int], digest: str) -> bool | None:
        """Whether a browser at `clocks` shows our text; None when it stands elsewhere."""
        self._attendee(connection)
        return self._writer.compare(clocks, digest)

    def recheck(self, session: Session) -> None:
        """Read everyone's rights again: tell who may do less or more, show the rest the door."""
        # Statements may yield: who comes meanwhile was not asked about, so they are left alone.
        asked = list(self.attendees.values())
        if not asked:
            return
        state = log.head_of(session, self.document_id).state
        sign_ins = {attendee.visitor.sign_in_id for attendee in asked}
        roles = rights.roles_of(session, self.document_id, sign_ins, self._now())
        for attendee in asked:
            if self.attendees.get(attendee.connection) is not attendee:
                continue
            role = roles.get(attendee.visitor.sign_in_id)
            if role is None:
                self.leave(attendee.connection)
                self._channel.send("resync", {"reason": "rights"}, to=attendee.connection)
                continue
            editable = can_edit(role, state)
            if (attendee.state, attendee.can_edit) != (state, editable):
                attendee.state, attendee.can_edit = state, editable
                payload = {"state": str(state), "canEdit": editable}
                self._channel.send("document", payload, to=attendee.connection)

    def close(self) -> None:
        """Tidy up, now that nobody is here."""
        self._writer.fold_long_tail()

    def _attendee(self, connection: str) -> Attendee:
        attendee = self.attendees.get(connection)
        if attendee is None:
            raise Refused("forbidden")
        return attendee

    def _show(self, who: Attendee, *, to: str | None = None, skip: str | None = None) -> None:
        payload = {"clientId": who.client_id, "cursor": who.cursor, "person": who.person}
        self._channel.send("awareness", payload, to=to, skip=skip)

    def _publish(self, update: bytes, seq: int, skip: str | None) -> None:
        self._channel.send("update", {"update": update, "seq": seq}, skip=skip)

    def _ask_to_rejoin(self) -> None:
        self._channel.send("resync", {"reason": "reloaded"})
