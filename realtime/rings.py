"""What processes tell each other. Any of it may get lost: rows are in the log, the rest is told
again and again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

import msgpack

from app.notices import Appended, Changed, RightsChanged
from realtime.attendee import Cursor
from realtime.people import PublicPerson


@dataclass(frozen=True)
class Tab:
    """A browser tab that has a document open: its Yjs client id, whose it is, where they are."""

    client_id: int
    person_id: int
    person: PublicPerson
    cursor: Cursor


@dataclass(frozen=True)
class Seen:
    """A tab came, or its cursor moved."""

    document_id: int
    tab: Tab


@dataclass(frozen=True)
class Gone:
    """A tab left."""

    document_id: int
    client_id: int


@dataclass(frozen=True)
class Everyone:
    """All the tabs that the sender serves in a document: what it said before is void."""

    document_id: int
    tabs: tuple[Tab, ...]


@dataclass(frozen=True)
class Asking:
    """Who is in this document? Those who serve anybody there answer with `Everyone`."""

    document_id: int


RingOfDocument = Appended | Seen | Gone | Everyone | Asking | Changed
Ring = RingOfDocument | RightsChanged
_KINDS: Sequence[Any] = get_args(Ring)


def encode(sender: str, rings: Sequence[Ring]) -> bytes:
    """One message, from the process of that name."""
    return bytes(msgpack.dumps([sender, [_plain(ring) for ring in rings]]))


def decode(message: bytes) -> tuple[str, list[Ring]]:
    """The sender and its rings. Raises ValueError, TypeError or LookupError for anything else."""
    sender, plain = msgpack.loads(message, strict_map_key=False)
    return str(sender), [_KINDS[kind](*map(_fancy, fields)) for kind, *fields in plain]


def _plain(ring: Ring) -> list[Any]:
    fields = [_plain_field(value) for value in vars(ring).values()]
    return [_KINDS.index(type(ring)), *fields]


def _plain_field(value: Any) -> Any:
    """A tab as a map, several as a list of them."""
    if isinstance(value, Tab):
        return vars(value)
    return [vars(tab) for tab in value] if isinstance(value, tuple) else value


def _fancy(value: Any) -> Any:
    if isinstance(value, dict):
        return Tab(**value)
    return tuple(Tab(**tab) for tab in value) if isinstance(value, list) else value
