"""The WebSocket driver: every frame leaves whole, and neither its size nor their number grows.

simple-websocket calls `sock.send`, which under gevent may write only a part, so that the frames
of a slow reader would be torn; it reads on however many frames wait; and neither Flask-SocketIO
nor Engine.IO hand on its bound on message size. So Engine.IO is given this subclass in its place.
"""

import errno
import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, cast

import gevent
import gevent.event
import gevent.selectors
import simple_websocket
from engineio.async_drivers.gevent import Thread
from gevent.pool import Pool

from realtime.inbox import Inbox
from realtime.limits import MAX_EVENTS_IN_FLIGHT, MAX_FRAME_BYTES, MAX_STRANGER_FRAME_BYTES
from realtime.strangers import Strangers
from realtime.unsent import Unsent

RECEIVE_BYTES = 64 * 1024
SERVICE_RESTART = 1012  # the close code registered for it
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
_ACCEPTED = "cocharter.accepted"


def install(engine: Any, strangers: Strangers) -> None:
    """Make `engine`, an engineio.Server in gevent mode, accept WebSockets with this driver."""
    # A copy: the module's own table serves every Engine.IO server of the process.
    engine._async = {**engine._async, "websocket": partial(WebSocketApp, strangers)}


def ending_with_websockets(application: Wsgi) -> Wsgi:
    """`application`, such that a line that was a WebSocket is not read as HTTP afterwards."""

    def call(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        accepted = environ[_ACCEPTED] = []  # shared by the copies that middleware makes
        result = application(environ, start_response)
        if accepted:
            # To a WSGI server this means: the other side is gone, write nothing, close.
            raise ConnectionResetError(errno.ECONNRESET, "this was a WebSocket")
        return result

    return call


def connection_of(environ: dict[str, Any]) -> "Connection":
    """The WebSocket that was accepted for the request of `environ`."""
    (connection,) = environ[_ACCEPTED]
    return cast(Connection, connection)


class WholeSends:
    """A socket whose `send` writes everything, one caller at a time."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._turn = threading.Lock()

    def send(self, data: bytes) -> int:
        with self._turn:
            self._sock.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class Connection(simple_websocket.Server):  # type: ignore[misc]  # it has no types
    """One WebSocket connection, without compression: a few packed bytes must not become many.

    It is a stranger's, and may say little, until it is `admit`ted. unsent: what waits to be
    written. events: what is being answered; to spawn one more waits while it is full.
    """

    def __init__(self, environ: dict[str, Any], strangers: Strangers) -> None:
        self.unsent = Unsent()
        self.events = Pool(MAX_EVENTS_IN_FLIGHT)
        self._strangers = strangers
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        super().__init__(
            environ,
            receive_bytes=RECEIVE_BYTES,
            max_message_size=MAX_STRANGER_FRAME_BYTES,
            thread_class=Thread,
            event_class=gevent.event.Event,
            selector_class=gevent.selectors.DefaultSelector,
        )

    sock: Any

    def handshake(self) -> None:
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = WholeSends(self.sock)
        self.input_buffer = Inbox()
        super().handshake()
        self._strangers.add(self)

    def admit(self) -> None:
        """It is known now whose line this is."""
        self._strangers.remove(self)
        self.max_message_size = MAX_FRAME_BYTES

    def _thread(self) -> None:
        """Read until the end, and then tell whoever waits for one more message."""
        try:
            super()._thread()
        finally:
            self._strangers.remove(self)
            self.connected = False
            self.event.set()

    def _handle_events(self) -> bool:
        gevent.sleep(0)  # reading what is there already does not: a flood would keep the process
        going_on: bool = super()._handle_events()
        return going_on

    @property
    def is_quiet(self) -> bool:
        """Whether every event is answered, and every answer is on its way."""
        return not len(self.events) and not self.unsent.count

    def dismiss(self) -> None:
        """Say that the service restarts and the other side may come back, and close."""
        if self.connected and self.is_quiet:
            with suppress(OSError):
                self.close(SERVICE_RESTART)
        self.abort()

    def abort(self) -> None:
        """Cut the line, also while a send waits for a reader who does not read."""
        self.connected = False
        self.input_buffer.close()
        self.event.set()
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the other side was quicker


class WebSocketApp:
    """What Engine.IO calls for an upgrade request: (handler, server) once, then WSGI."""

    def __init__(
        self, strangers: Strangers, handler: Callable[["WebSocketApp"], Any], _server: object
    ) -> None:
        self._strangers = strangers
        self._handler = handler
        self._connection: Connection

    def __call__(self, environ: dict[str, Any], _start_response: object) -> Iterable[bytes]:
        self._connection = Connection(environ, self._strangers)
        environ[_ACCEPTED].append(self._connection)
        try:
            self._handler(self)
        finally:
            self._connection.abort()  # the other side may never close, and be read for ever
        return []

    def send(self, message: bytes | str) -> None:
        try:
            self._connection.send(message)
        except simple_websocket.ConnectionClosed:
            raise OSError("the connection is closed") from None
        if isinstance(message, bytes):  # else it is Engine.IO's own, which is short
            self._connection.unsent.remove(message)

    def wait(self) -> bytes | str | None:
        """The next message, or None when the connection is closed."""
        try:
            message: bytes | str = self._connection.receive()
        except simple_websocket.ConnectionClosed:
            return None
        return message

    def close(self) -> None:
        if self._connection.connected:
            self._connection.close()
