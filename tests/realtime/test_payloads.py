"""What browsers send is what it should be, field by field, or malformed."""

from typing import Any

import pytest

from realtime import limits, payloads
from realtime.encoding import MAX_CLIENT_ID, encode_state_vector
from realtime.errors import Rejected

NO_CLOCKS = b"\0"
JOIN = {"document": "key", "clientIds": [1, 2], "stateVector": b"\x01\x05\x03"}
BEACON = {"document": "key", "stateVector": NO_CLOCKS, "hash": "0" * 64}
CURSOR = {"anchor": b"a", "head": b"h"}
MISSING = object()


def but(payload: dict[str, Any], **changes: object) -> dict[str, Any]:
    """`payload` with `changes`; MISSING takes a field away."""
    changed = payload | changes
    return {name: value for name, value in changed.items() if value is not MISSING}


def test_a_join_is_read() -> None:
    join = payloads.join_of(JOIN | {"generation": 3, "unknown": 1})
    assert join == payloads.Join("key", [1, 2], {5: 3}, 3)
    assert payloads.join_of(JOIN).generation is None
    assert payloads.join_of(JOIN | {"generation": None}).generation is None


def test_the_other_payloads_are_read() -> None:
    assert payloads.document_of({"document": "key"}) == "key"
    assert payloads.update_of({"update": b"\0\0"}) == b"\0\0"
    assert payloads.cursor_of({"cursor": CURSOR | {"person": "me"}}) == CURSOR
    assert payloads.cursor_of({"cursor": None}) is payloads.cursor_of({}) is None
    assert payloads.beacon_of(BEACON) == payloads.Beacon("key", {}, "0" * 64)


MALFORMED: list[tuple[Any, Any]] = [
    *((payloads.document_of, data) for data in (None, [], "key", b"key", 1, {})),
    *(
        (payloads.document_of, {"document": key})
        for key in (
            "", "k" * (payloads.MAX_KEY_CHARACTERS + 1), b"key", 1, None, ["key"],
            "\0", "key\0", "key\n", "a key", "../key", "clé", "\ud800",
        )
    ),
    *(
        (payloads.join_of, but(JOIN, clientIds=ids))
        for ids in (
            MISSING, None, [], (), 1, "12", {1: 1}, [1, -1], ["1"], [1.0], [True], [None],
            [MAX_CLIENT_ID + 1], [1] * (limits.MAX_CLIENT_IDS + 1),
        )
    ),
    *(
        (payloads.join_of, but(JOIN, generation=generation))
        for generation in ("1", 1.0, True, -1, [1])
    ),
    *(
        (read, but(valid, stateVector=vector))
        for read, valid in ((payloads.join_of, JOIN), (payloads.beacon_of, BEACON))
        for vector in (
            MISSING, None, "", b"", [0], b"\x01", b"\0\0", b"\x02\x01\x01\x01\x01",
            b"\xff" * 9, bytes(limits.MAX_STATE_VECTOR_BYTES + 1),
        )
    ),
    *((payloads.join_of, but(JOIN, document=key)) for key in (MISSING, "", 1)),
    *((payloads.beacon_of, but(BEACON, hash=digest)) for digest in (MISSING, None, b"0", 1)),
    *((payloads.update_of, {"update": update}) for update in (None, "", [], bytearray(b"\0\0"))),
    (payloads.update_of, {}),
    *((payloads.cursor_of, {"cursor": cursor}) for cursor in (1, "", b"", [], {})),
    *(
        (payloads.cursor_of, {"cursor": but(CURSOR, **{end: value})})
        for end in CURSOR
        for value in (MISSING, None, "a", 1, b"a" * (limits.MAX_CURSOR_BYTES + 1))
    ),
]  # fmt: skip


@pytest.mark.parametrize(("read", "data"), MALFORMED)
def test_everything_else_is_malformed(read: Any, data: object) -> None:
    with pytest.raises(Rejected) as rejected:
        read(data)
    assert rejected.value.code == "malformed"


def test_an_update_that_is_too_long_is_not_even_read() -> None:
    at_most = b"a" * limits.MAX_UPDATE_BYTES
    assert payloads.update_of({"update": at_most}) == at_most
    with pytest.raises(Rejected, match="too_large"):
        payloads.update_of({"update": at_most + b"a"})


def test_what_is_just_within_its_bounds_is_read() -> None:
    clocks = dict.fromkeys(range(10_000), 2**20)
    vector = encode_state_vector(clocks)
    ids = [*range(limits.MAX_CLIENT_IDS - 1), MAX_CLIENT_ID]
    key = "k" * payloads.MAX_KEY_CHARACTERS
    join = payloads.join_of({"document": key, "clientIds": ids, "stateVector": vector})
    assert (join.document, join.client_ids, join.clocks) == (key, ids, clocks)
    longest = dict.fromkeys(CURSOR, b"a" * limits.MAX_CURSOR_BYTES)
    assert payloads.cursor_of({"cursor": longest}) == longest
