"""What browsers send, checked field by field before anything looks at it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from realtime.attendee import Cursor
from realtime.encoding import MAX_CLIENT_ID, decode_state_vector
from realtime.errors import Rejected
from realtime.limits import (
    MAX_CLIENT_IDS,
    MAX_CURSOR_BYTES,
    MAX_STATE_VECTOR_BYTES,
    MAX_UPDATE_BYTES,
)

MAX_KEY_CHARACTERS = 64
_KEY = re.compile(rf"[A-Za-z0-9_-]{{1,{MAX_KEY_CHARACTERS}}}")


@dataclass(frozen=True)
class Join:
    document: str
    client_ids: Sequence[int]
    clocks: dict[int, int]
    generation: int | None


@dataclass(frozen=True)
class Beacon:
    document: str
    clocks: dict[int, int]
    hash: str


def document_of(data: object) -> str:
    """The key of the document that every payload names. Raises Rejected, as all here do."""
    key = _field(data, "document")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise Rejected("malformed", "document")
    return key


def size_of(data: object) -> int:
    """The bytes of the updates and state vectors in a payload, whatever else it holds."""
    fields = data.values() if isinstance(data, dict) else ()
    return sum(len(field) for field in fields if isinstance(field, bytes))


def join_of(data: object) -> Join:
    client_ids, generation = _field(data, "clientIds"), _field(data, "generation", optional=True)
    if not isinstance(client_ids, list) or not 0 < len(client_ids) <= MAX_CLIENT_IDS:
        raise Rejected("malformed", "clientIds")
    if not all(_is_number(client_id) for client_id in client_ids):
        raise Rejected("malformed", "clientIds")
    if generation is not None and not _is_number(generation):
        raise Rejected("malformed", "generation")
    return Join(document_of(data), client_ids, _clocks_of(data), generation)


def update_of(data: object) -> bytes:
    update = _field(data, "update")
    if not isinstance(update, bytes):
        raise Rejected("malformed", "update")
    if len(update) > MAX_UPDATE_BYTES:
        raise Rejected("too_large", "update")
    return update


def cursor_of(data: object) -> Cursor:
    cursor = _field(data, "cursor", optional=True)
    if cursor is None:
        return None
    anchor, head = _field(cursor, "anchor"), _field(cursor, "head")
    if not all(isinstance(end, bytes) and len(end) <= MAX_CURSOR_BYTES for end in (anchor, head)):
        raise Rejected("malformed", "cursor")
    return {"anchor": anchor, "head": head}


def beacon_of(data: object) -> Beacon:
    digest = _field(data, "hash")
    if not isinstance(digest, str):
        raise Rejected("malformed", "hash")
    return Beacon(document_of(data), _clocks_of(data), digest)


def _clocks_of(data: object) -> dict[int, int]:
    encoded = _field(data, "stateVector")
    if not isinstance(encoded, bytes) or len(encoded) > MAX_STATE_VECTOR_BYTES:
        raise Rejected("malformed", "stateVector")
    return decode_state_vector(encoded)


def _field(data: object, name: str, *, optional: bool = False) -> Any:
    if not isinstance(data, dict):
        raise Rejected("malformed", "no map")
    if name not in data and not optional:
        raise Rejected("malformed", name)
    return data.get(name)


def _is_number(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= MAX_CLIENT_ID
