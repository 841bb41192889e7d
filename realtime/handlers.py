"""Socket.IO events -> rooms. Each event checks its payload, asks one room, and is answered."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, request
from flask_babel import get_locale
from flask_login import current_user
from flask_socketio import ConnectionRefusedError, SocketIO
from sqlalchemy import select

from app.database import Database
from app.models import Document
from realtime import payloads
from realtime.allowance import Allowance
from realtime.attendee import Visitor
from realtime.connections import Connection, Connections
from realtime.errors import Refused
from realtime.limits import (
    MAX_CONNECTIONS_A_PERSON,
    MAX_DOCUMENTS_A_CONNECTION,
    STOP_SECONDS,
)
from realtime.rooms import Rooms
from realtime.sentences import sentence_for
from realtime.websocket import connection_of

logger = logging.getLogger(__name__)

Answer = dict[str, Any]
LOOK_AGAIN_SECONDS = 0.01


class Handlers:
    """What each event does: a method of its name, (connection, data) -> answer."""

    EVENTS = ("join", "update", "awareness", "beacon", "leave")

    def __init__(self, app: Flask, database: Database, rooms: Rooms) -> None:
        self._app = app
        self._database = database
        self._rooms = rooms
        self.connections = Connections()
        self._allowance = Allowance()
        self._stopping = False

    def register(self, socketio: SocketIO) -> None:
        """Attach to a Socket.IO server; the hot events go to the server below Flask-SocketIO,
        which would build a request context for each.
        """
        socketio.on("connect")(self.connect)
        socketio.server.on("disconnect", self.disconnect)
        for name in self.EVENTS:
            socketio.server.on(name, self._answering(name))

    def connect(self, auth: object = None) -> None:
        """Only somebody who is signed in gets a socket: the person of the page, if it names one.

        A page that stayed open on a shared computer would else speak for who signed in next.
        """
        if not current_user.is_authenticated:
            raise ConnectionRefusedError("signed_out")
        person = auth.get("person") if isinstance(auth, dict) else None
        if person not in (None, current_user.person_key):
            raise ConnectionRefusedError("signed_out")
        count = self.connections.of_person(current_user.person_id)
        if self._stopping or count >= MAX_CONNECTIONS_A_PERSON:
            raise ConnectionRefusedError("busy")
        visitor = Visitor(
            connection=request.sid,  # type: ignore[attr-defined]  # Flask-SocketIO adds it
            sign_in_id=current_user.session_id,
            person_id=current_user.person_id,
        )
        line = connection_of(request.environ)
        self.connections.add(Connection(visitor, str(get_locale()), line))
        line.admit()

    def disconnect(self, connection_id: str, _reason: object = None) -> None:
        connection = self.connections.remove(connection_id)
        if connection is None:
            return
        connection.line.abort()  # a packet may have said so on a line that stays open
        for room in connection.rooms.values():
            room.leave(connection_id)

    def stop(self) -> None:
        """Refuse what comes from now on, answer what has begun, then let every browser go.

        Returns after STOP_SECONDS at the latest, and then some for saying goodbye. Browsers come
        back by themselves: to another process, or to the next one.
        """
        self._stopping = True
        _wait_until(self._is_quiet)
        for connection in self.connections:
            # Each on its own: who does not read could hold up a goodbye, and with it the others.
            threading.Thread(target=connection.line.dismiss, daemon=True).start()
        _wait_until(lambda: not len(self.connections))

    def join(self, connection: Connection, data: object) -> Answer:
        join = payloads.join_of(data)
        if len(connection.here | {join.document}) > MAX_DOCUMENTS_A_CONNECTION:
            raise Refused("busy")
        with self._rooms.entering(self._document_id(join.document), join.document) as room:
            answer = room.join(connection.visitor, join.client_ids, join.clocks, join.generation)
            if not self.connections.holds(connection):  # they left while they were let in
                room.leave(connection.visitor.connection)
                raise Refused("forbidden")
            connection.rooms[join.document] = room
        return answer

    def update(self, connection: Connection, data: object) -> Answer:
        room = connection.room(payloads.document_of(data))
        return {"seq": room.receive(connection.visitor.connection, payloads.update_of(data))}

    def awareness(self, connection: Connection, data: object) -> Answer:
        room = connection.room(payloads.document_of(data))
        room.move_cursor(connection.visitor.connection, payloads.cursor_of(data))
        return {}

    def beacon(self, connection: Connection, data: object) -> Answer:
        beacon = payloads.beacon_of(data)
        room = connection.room(beacon.document)
        return {"match": room.compare(connection.visitor.connection, beacon.clocks, beacon.hash)}

    def leave(self, connection: Connection, data: object) -> Answer:
        key = payloads.document_of(data)
        connection.room(key).leave(connection.visitor.connection)
        del connection.rooms[key]
        return {}

    def _is_quiet(self) -> bool:
        """Whether everything is written, and everyone answered."""
        lines = (connection.line for connection in self.connections)
        return not any(room.busy for room in self._rooms) and all(line.is_quiet for line in lines)

    def _document_id(self, key: str) -> int:
        """Whether the person may read it is the room's to say; a missing one is refused alike."""
        with self._database.read() as session:
            document_id = session.scalar(select(Document.id).where(Document.key == key))
        if document_id is None:
            raise Refused("forbidden")
        return document_id

    def _answering(self, name: str) -> Callable[..., Answer]:
        """The event's handler, made to answer whatever happens: silence would look like a loss."""

        handler: Callable[[Connection, object], Answer] = getattr(self, name)

        def handle(connection_id: str, data: object = None, *_more: object) -> Answer:
            locale = "en"
            try:
                connection = self.connections.get(connection_id)
                locale = connection.locale
                if self._stopping:
                    raise Refused("busy")
                size = payloads.size_of(data)
                self._allowance.spend(name, connection.visitor.person_id, size)
                return {"ok": True, **handler(connection, data)}
            except Refused as refusal:
                code = refusal.code
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException:  # pycrdt panics with a BaseException
                logger.exception("the event %s failed", name)
                code = "busy"
            message = sentence_for(self._app, code, locale)
            return {"ok": False, "error": code, "message": message}

        return handle


def _wait_until(condition: Callable[[], bool]) -> None:
    """Returns when it is true, or after STOP_SECONDS."""
    deadline = time.monotonic() + STOP_SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(LOOK_AGAIN_SECONDS)
