"""What one line may make a Socket.IO server keep: events in flight, answers that nobody reads."""

import logging
from typing import Any

from realtime.limits import MAX_UNSENT_BYTES, MAX_UNSENT_PACKETS
from realtime.websocket import connection_of

logger = logging.getLogger(__name__)


def be_fair(server: Any) -> None:
    """Bound what each line of `server`, a socketio.Server, can make it keep."""
    _refuse_half_an_upgrade(server)
    _close_on_undecodable(server)
    _bound_events_in_flight(server)
    _bound_unsent(server)


def _refuse_half_an_upgrade(server: Any) -> None:
    """Who asks for a WebSocket without saying all that belongs to it is kept in no list."""
    connect = server.eio.handlers["connect"]

    def on_connect(eio_sid: str, environ: dict[str, Any]) -> object:
        whole = (
            "upgrade" in environ.get("HTTP_CONNECTION", "").lower()
            and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
            and "HTTP_SEC_WEBSOCKET_KEY" in environ
        )
        return connect(eio_sid, environ) if whole else False

    server.eio.on("connect", on_connect)


def _close_on_undecodable(server: Any) -> None:
    """A frame that is no Socket.IO packet ends its connection, and only that one."""
    decode = server.eio.handlers["message"]

    def on_message(eio_sid: str, data: object) -> None:
        try:
            decode(eio_sid, data)
        except Exception as error:
            logger.warning("an undecodable frame; closing its connection: %r", error)
            connection_of(server.environ[eio_sid]).abort()

    server.eio.on("message", on_message)


def _bound_events_in_flight(server: Any) -> None:
    """Reading the line goes on when an event was answered, so that its sender waits meanwhile."""

    def handle_event(eio_sid: str, namespace: str, number: int | None, data: list[Any]) -> None:
        connection_id = server.manager.sid_from_eio_sid(eio_sid, namespace)
        if not server.manager.is_connected(connection_id, namespace):
            raise ValueError("an event before the greeting")
        events = connection_of(server.environ[eio_sid]).events
        answer = server._handle_event_internal
        events.spawn(answer, server, connection_id, eio_sid, data, namespace, number)

    server._handle_event = handle_event


def _bound_unsent(server: Any) -> None:
    """Whoever does not read is cut off, whatever else they answer, and may come back."""
    send_packet = server.eio.send_packet

    def send(eio_sid: str, packet: Any) -> None:
        if eio_sid not in server.environ:
            return  # they left
        unsent = connection_of(server.environ[eio_sid]).unsent
        if unsent.count > MAX_UNSENT_PACKETS or unsent.size > MAX_UNSENT_BYTES:
            logger.warning("a connection does not read; closing it")
            connection_of(server.environ[eio_sid]).abort()
            return
        unsent.add(packet.data)
        send_packet(eio_sid, packet)

    server.eio.send_packet = send
