"""A server with nothing but the WebSocket driver, for the tests that stall and overfeed it.

Prints its port. Messages: "flood COUNT" answers with that many numbered frames; "sent" tells how
many frames were written to any line so far; "hold" keeps its line from being served until another
says "release"; "most" tells how many frames ever waited in one line; anything else comes back.
"""

from gevent import monkey

monkey.patch_all()

# ruff: noqa: E402, T201 - patched first; the port goes to whoever started this
from typing import Any

import engineio
from gevent.event import Event
from gevent.pywsgi import WSGIServer

from realtime import websocket
from realtime.inbox import Inbox
from realtime.limits import MAX_FRAME_BYTES
from realtime.strangers import Strangers

engine = engineio.Server(
    async_mode="gevent",
    transports=["websocket"],
    ping_interval=300,
    max_http_buffer_size=MAX_FRAME_BYTES,
    async_handlers=False,
)
websocket.install(engine, Strangers())
released = Event()


class Counting(websocket.WholeSends):
    frames = 0

    def send(self, data: bytes) -> int:
        written = super().send(data)
        Counting.frames += len(data) > 8  # the short answers to the watcher do not count
        return written


class Measuring(Inbox):
    most = 0

    def append(self, frame: Any) -> None:
        super().append(frame)
        Measuring.most = max(Measuring.most, len(self))


class Known(websocket.Connection):
    """Who speaks to this server is nobody's concern, so that they may say much at once."""

    def handshake(self) -> None:
        super().handshake()
        self.admit()


websocket.WholeSends = Counting  # type: ignore[misc]
websocket.Inbox = Measuring  # type: ignore[misc]
websocket.Connection = Known  # type: ignore[misc]


def frame(number: int) -> bytes:
    """A frame of its own length and content, so that a torn one cannot pass for whole."""
    return number.to_bytes(4, "big") * (2 + number % 700)


@engine.on("message")
def on_message(sid: str, data: str | bytes) -> None:
    if isinstance(data, str) and data.startswith("flood "):
        for number in range(int(data.split()[1])):
            engine.send(sid, frame(number))
    elif data == "sent":
        engine.send(sid, str(Counting.frames))
    elif data == "hold":
        engine.send(sid, "holding")
        released.wait()
    elif data == "release":
        released.set()
    elif data == "most":
        engine.send(sid, str(Measuring.most))
    else:
        engine.send(sid, data)


if __name__ == "__main__":
    server = WSGIServer(
        ("127.0.0.1", 0),
        websocket.ending_with_websockets(engineio.WSGIApp(engine)),
        log=None,
    )
    server.start()
    print(server.server_port, flush=True)
    server.serve_forever()
