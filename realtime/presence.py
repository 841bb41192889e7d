"""Who is in a document, here and on other processes, and what they see of each other."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from realtime.attendee import Attendee
from realtime.channel import Channel, Surroundings
from realtime.elsewhere import Elsewhere
from realtime.limits import MAX_PRESENT
from realtime.rings import Asking, Everyone, Gone, RingOfDocument, Seen, Tab


class Presence:
    """The tabs of a document. Those of this process are `attendees`, by connection."""

    def __init__(self, document_id: int, channel: Channel, surroundings: Surroundings) -> None:
        self.attendees: dict[str, Attendee] = {}
        self._document_id = document_id
        self._elsewhere = Elsewhere()
        self._channel = channel
        self._ring = surroundings.ring
        self._now = surroundings.now

    def __iter__(self) -> Iterator[Tab]:
        """Every tab; one that has just moved from one process to another may come twice."""
        yield from self._elsewhere
        yield from map(_tab, self.attendees.values())

    def has_place_for(self, connection: str) -> bool:
        """Whether the connection may enter, or is here already."""
        full = len(self.attendees) + len(self._elsewhere) >= MAX_PRESENT
        return connection in self.attendees or not full

    def enter(self, attendee: Attendee) -> None:
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
        for tab in self:
            if tab.client_id != attendee.client_id:
                self._show(tab, to=attendee.connection)
        if not self.attendees:
            self.ask()
        self.attendees[attendee.connection] = attendee
        self.move(attendee)

    def move(self, attendee: Attendee) -> None:
        """Show everyone but the attendee, here and elsewhere, where they are."""
        tab = _tab(attendee)
        self._show(tab, skip=attendee.connection)
        self._ring(Seen(self._document_id, tab))

    def leave(self, connection: str) -> None:
        """Forget the connection; does nothing when it is not here."""
        attendee = self.attendees.pop(connection, None)
        if attendee is None:
            return
        self._channel.remove(connection)
        self._ring(Gone(self._document_id, attendee.client_id))
        self._forget(attendee.client_id)
        if not self.attendees:
            self._elsewhere.clear()  # nobody here wants to know; who comes next asks

    def hear(self, process: str, ring: RingOfDocument) -> None:
        """Take in what another process tells of its tabs."""
        match ring:
            case Seen(_, tab):
                self._meet(process, [tab])
            case Gone(_, client_id):
                if self._elsewhere.remove(process, client_id):
                    self._forget(client_id)
            case Everyone(_, tabs):
                for client_id in self._elsewhere.without(process, {tab.client_id for tab in tabs}):
                    self._forget(client_id)
                self._meet(process, tabs)
            case Asking():
                self.tell()

    def ask(self) -> None:
        """Have the other processes tell who is there."""
        self._ring(Asking(self._document_id))

    def tell(self) -> None:
        """Tell the other processes everyone who is here."""
        if self.attendees:
            tabs = tuple(map(_tab, self.attendees.values()))
            self._ring(Everyone(self._document_id, tabs))

    def forget_silent(self, since: datetime) -> None:
        """Who is on processes that were not heard after `since` is gone."""
        for client_id in self._elsewhere.forget_silent(since):
            self._forget(client_id)

    def _meet(self, process: str, tabs: Sequence[Tab]) -> None:
        now = self._now()
        for tab in tabs:
            if self._elsewhere.show(process, tab, now) and not self._is_here(tab.client_id):
                self._show(tab)

    def _forget(self, client_id: int) -> None:
        """Tell everyone here that a tab is gone, or where it is now, on another line."""
        if self._is_here(client_id):
            return
        elsewhere = [tab for tab in self._elsewhere if tab.client_id == client_id]
        if elsewhere:
            self._show(elsewhere[-1])
        else:
            gone = {"clientId": client_id, "cursor": None, "person": None}
            self._channel.send("awareness", gone)

    def _is_here(self, client_id: int) -> bool:
        return any(client_id == attendee.client_id for attendee in self.attendees.values())

    def _show(self, tab: Tab, *, to: str | None = None, skip: str | None = None) -> None:
        payload = {"clientId": tab.client_id, "cursor": tab.cursor, "person": tab.person}
        self._channel.send("awareness", payload, to=to, skip=skip)


def _tab(attendee: Attendee) -> Tab:
    person_id = attendee.visitor.person_id
    return Tab(attendee.client_id, person_id, attendee.person, attendee.cursor)
