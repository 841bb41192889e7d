"""How many events of one line are answered at once."""

from types import SimpleNamespace
from typing import Any

import gevent
import pytest
from gevent.event import Event
from gevent.pool import Pool

from realtime import fairness
from realtime.limits import MAX_EVENTS_IN_FLIGHT


def test_who_has_many_unanswered_events_waits_and_none_is_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release, begun = Event(), list[int]()

    def answer(_server: object, _sid: str, _eio_sid: str, data: list[Any], *_rest: object) -> None:
        begun.append(data[1])
        release.wait()

    line = SimpleNamespace(events=Pool(MAX_EVENTS_IN_FLIGHT))
    monkeypatch.setattr(fairness, "connection_of", lambda _environ: line)
    server: Any = SimpleNamespace(
        eio=SimpleNamespace(
            handlers={"connect": None, "message": None}, on=lambda *_: None, send_packet=None
        ),
        environ={"line": {}},
        manager=SimpleNamespace(
            sid_from_eio_sid=lambda *_: "connection", is_connected=lambda *_: True
        ),
        _handle_event_internal=answer,
    )
    fairness.be_fair(server)
    count = MAX_EVENTS_IN_FLIGHT * 3

    def read() -> None:
        for number in range(count):
            server._handle_event("line", "/", number, ["update", number])

    reader = gevent.spawn(read)
    gevent.idle()
    assert len(begun) == MAX_EVENTS_IN_FLIGHT
    assert not reader.dead
    release.set()
    reader.get()
    line.events.join()
    assert begun == list(range(count))
