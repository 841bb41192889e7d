"""A browser tab without a browser: a Yjs document of pycrdt behind a real Socket.IO line."""

import queue
import random
from typing import Any

import socketio
from pycrdt import Doc, Text

from tests.live_server import LiveServer

ANSWER_SECONDS = 20


class Tab:
    """One connection of one person. What the server sends is in `heard`, newest last."""

    def __init__(self, server: LiveServer, cookie: str) -> None:
        self.doc: Doc[Text] = Doc(client_id=random.getrandbits(32))
        self.text = self.doc.get("content", type=Text)
        self.heard: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
        self.line = socketio.Client(serializer="msgpack", reconnection=False)
        for event in ("update", "awareness", "document", "resync", "changed"):
            self.line.on(event, lambda data, event=event: self.heard.put((event, data)))
        self.line.connect(
            server.url, headers={"Cookie": cookie}, transports=["websocket"], wait_timeout=20
        )
        self._socket = self.line.eio.ws

    def call(self, event: str, **payload: object) -> dict[str, Any]:
        answer: dict[str, Any] = self.line.call(event, payload, timeout=ANSWER_SECONDS)
        return answer

    def join(self, document: str, **more: object) -> dict[str, Any]:
        answer = self.call(
            "join", document=document, clientIds=[self.doc.client_id],
            stateVector=self.doc.get_state(), **more,
        )  # fmt: skip
        if answer["ok"]:
            self.doc.apply_update(answer["update"])
        return answer

    def type(self, words: str) -> bytes:
        """Write at the end of the local document; returns the update to send."""
        before = self.doc.get_state()
        self.text += words
        return self.doc.get_update(before)

    def hear(self, event: str) -> dict[str, Any]:
        """The next event of that name; others before it are passed over."""
        while True:
            name, payload = self.heard.get(timeout=ANSWER_SECONDS)
            if name == event:
                return payload

    def close(self) -> None:
        self.line.disconnect()
        self._socket.shutdown()  # the client leaves it open when the server ended the line
