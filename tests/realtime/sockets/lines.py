"""A line to the server without a client of Socket.IO, on which a test may send anything."""

from contextlib import suppress
from typing import Any

import msgpack
import websocket

from tests.live_server import LiveServer

GREETING = msgpack.dumps({"type": 0, "nsp": "/", "data": None})


def raw_line(server: LiveServer, cookie: str, **options: Any) -> websocket.WebSocket:
    address = f"ws://127.0.0.1:{server.port}/socket.io/?transport=websocket&EIO=4"
    return websocket.create_connection(address, cookie=cookie, timeout=20, **options)


def read_to_the_end(line: websocket.WebSocket) -> None:
    """Returns when the server has closed the line; raises when it does not."""
    opcode = None
    with suppress(websocket.WebSocketConnectionClosedException, ConnectionError):
        while opcode != websocket.ABNF.OPCODE_CLOSE:
            opcode, _ = line.recv_data()
