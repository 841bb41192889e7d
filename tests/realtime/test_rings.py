"""What one process tells is what another understands; anything else is refused."""

import msgpack
import pytest

from app.notices import Appended, Changed, RightsChanged
from realtime.rings import (
    Asking,
    Everyone,
    Gone,
    Ring,
    Seen,
    Tab,
    decode,
    encode,
)

PERSON = {"name": "Nour نور", "organisation": "Cedar Centre", "colour": "#1f6f5c"}
STILL = Tab(2**53 - 1, 7, PERSON, None)
MOVED = Tab(5, 7, PERSON, {"anchor": b"\x00\xff", "head": b""})


@pytest.mark.parametrize(
    "ring",
    [
        Appended(1, 260_000),
        Seen(1, STILL),
        Seen(1, MOVED),
        Gone(1, 5),
        Everyone(1, ()),
        Everyone(1, (STILL, MOVED)),
        Asking(1),
        Changed(1, "threads", "k3y"),
        RightsChanged(),
    ],
)
def test_a_ring_arrives_as_it_was_sent(ring: Ring) -> None:
    assert decode(encode("me", [ring, ring])) == ("me", [ring, ring])


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\xc1",
        msgpack.dumps(5),
        msgpack.dumps(["me"]),
        msgpack.dumps(["me", [[99, 1]]]),
        msgpack.dumps(["me", [[0, 1, 2, 3]]]),
        msgpack.dumps(["me", [[1, 1, {"client": 3}]]]),
    ],
)
def test_nothing_else_is_understood(message: bytes) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        decode(message)
