"""The composition root of the shared text: Socket.IO, its driver, the rooms and their sweep."""

import logging
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from socketio.msgpack_packet import MsgPackPacket
from socketio.packet import CONNECT, DISCONNECT, EVENT

from app.database import Database
from realtime import websocket
from realtime.channel import Surroundings
from realtime.fairness import be_fair
from realtime.handlers import Handlers
from realtime.limits import MAX_FRAME_BYTES, SWEEP_SECONDS
from realtime.load import Load
from realtime.rooms import Rooms
from realtime.strangers import Strangers

logger = logging.getLogger(__name__)

PING_SECONDS = 10


class Packet(MsgPackPacket):  # type: ignore[misc]  # it has no types
    """A Socket.IO packet in one frame, of a kind that a browser of ours may send."""

    def decode(self, encoded_packet: bytes) -> None:
        """Raises an exception, of whatever kind, for every other frame."""
        super().decode(encoded_packet)
        if self.packet_type not in (CONNECT, DISCONNECT, EVENT):
            raise ValueError(f"a packet of type {self.packet_type}")
        if self.namespace != "/":
            raise ValueError("another namespace than the default one")
        if self.packet_type == EVENT and not _is_event(self.data):
            raise ValueError("an event that browsers do not send")


def _is_event(data: object) -> bool:
    """Whether it is [name, payload?]; `connect` and `disconnect` are names of Socket.IO's own."""
    return (
        isinstance(data, list)
        and 1 <= len(data) <= 2
        and isinstance(data[0], str)
        and data[0] in Handlers.EVENTS
    )


class DocumentChannel:
    """The connections in one document, as a Socket.IO room named after its key."""

    def __init__(self, socketio: SocketIO, key: str) -> None:
        self._server = socketio.server
        self._key = key

    def send(
        self, event: str, payload: dict[str, Any], *, to: str | None = None, skip: str | None = None
    ) -> None:
        self._server.emit(
            event,
            {"document": self._key, **payload},
            to=to or self._key,
            skip_sid=skip,
            ignore_queue=True,
        )

    def add(self, connection: str) -> None:
        self._server.enter_room(connection, self._key)

    def remove(self, connection: str) -> None:
        self._server.leave_room(connection, self._key)


def attach(app: Flask, database: Database) -> tuple[SocketIO, Handlers]:
    """Serve the shared text of `database` at /socket.io beside the pages of `app`."""
    socketio = SocketIO()
    socketio.init_app(
        app,
        async_mode="gevent",
        transports=["websocket"],
        serializer=Packet,
        async_handlers=True,
        manage_session=False,
        max_http_buffer_size=MAX_FRAME_BYTES,
        ping_interval=PING_SECONDS,
        ping_timeout=PING_SECONDS,
        http_compression=False,
    )
    server = socketio.server
    strangers = Strangers()
    websocket.install(server.eio, strangers)
    be_fair(server)
    rooms = Rooms(
        Surroundings(
            database=database,
            now=lambda: datetime.now(UTC),
            spawn=server.start_background_task,
            window=Load().window,
            sleep=time.sleep,
        ),
        lambda key: DocumentChannel(socketio, key),
    )
    handlers = Handlers(app, database, rooms)
    handlers.register(socketio)
    server.start_background_task(_sweep, rooms, strangers)
    return socketio, handlers


def _sweep(rooms: Rooms, strangers: Strangers) -> None:
    """For ever: rights are read again, strangers who stay strangers are let go."""
    while True:
        time.sleep(SWEEP_SECONDS)
        strangers.sweep(time.monotonic())
        try:
            rooms.recheck()
        except Exception:
            logger.exception("the sweep failed; it goes on")
