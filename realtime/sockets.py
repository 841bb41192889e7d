"""The composition root of the shared text: Socket.IO, its driver, the rooms and their sweep."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from socketio.msgpack_packet import MsgPackPacket
from socketio.packet import CONNECT, DISCONNECT, EVENT

from app import notices
from app.database import Database
from realtime import metrics, websocket
from realtime.channel import Surroundings
from realtime.doorbell import Doorbell
from realtime.exchange import Exchange
from realtime.fairness import be_fair
from realtime.handlers import Handlers
from realtime.limits import MAX_FRAME_BYTES
from realtime.load import Load
from realtime.rooms import Rooms
from realtime.strangers import Strangers
from realtime.sweep import Sweep

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


def attach(app: Flask, database: Database, redis_url: str = "") -> Callable[[], None]:
    """Serve the shared text of `database` at /socket.io beside the pages of `app`.

    redis_url: of the Redis through which all processes of this database ring each other, if any.
    Returns what ends it without losing anything; the process must end then.
    """
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
    doorbell = Doorbell(redis_url) if redis_url else None
    surroundings = Surroundings(
        database=database,
        now=lambda: datetime.now(UTC),
        spawn=server.start_background_task,
        window=Load().window,
        sleep=time.sleep,
        **({"ring": doorbell.ring} if doorbell else {}),
    )
    rooms = Rooms(surroundings, lambda key: DocumentChannel(socketio, key), database.aside())
    handlers = Handlers(app, database, rooms)
    handlers.register(socketio)
    sweep = Sweep(rooms, strangers, doorbell)
    sweep.start(surroundings.spawn)
    exchange = Exchange(rooms, sweep, surroundings)
    notices.noticed.connect(exchange.notice, weak=False)
    if doorbell:
        server.start_background_task(doorbell.send)
        server.start_background_task(doorbell.listen, exchange.hear, exchange.wake)
    _watch(rooms, handlers)

    def stop() -> None:
        handlers.stop()
        if doorbell:
            doorbell.flush()

    return stop


def _watch(rooms: Rooms, handlers: Handlers) -> None:
    metrics.rooms.set_function(lambda: len(rooms))
    metrics.connections.set_function(lambda: len(handlers.connections))
    metrics.attendees.set_function(lambda: sum(len(room.attendees) for room in rooms))
    metrics.waiting_updates.set_function(lambda: sum(room.waiting for room in rooms))
