"""A server with nothing but the WebSocket driver, for the tests that stall and overfeed it.

Prints its port. Messages: "flood COUNT" answers with that many numbered frames; "sent" tells how
many frames were written to any line so far; anything else comes back as it is.
"""

from gevent import monkey

monkey.patch_all()

# ruff: noqa: E402, T201 - patched first; the port goes to whoever started this
import engineio
from gevent.pywsgi import WSGIServer

from realtime import websocket
from realtime.limits import MAX_FRAME_BYTES

engine = engineio.Server(
    async_mode="gevent",
    transports=["websocket"],
    ping_interval=300,
    max_http_buffer_size=MAX_FRAME_BYTES,
)
websocket.install(engine)


class Counting(websocket.WholeSends):
    frames = 0

    def send(self, data: bytes) -> int:
        written = super().send(data)
        Counting.frames += len(data) > 8  # the short answers to the watcher do not count
        return written


websocket.WholeSends = Counting  # type: ignore[misc]


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
