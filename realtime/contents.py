"""What one Yjs update says: runs of text, and runs of deleted text.

Reads the Yjs v1 encoding (github.com/yjs/yjs, src/utils/encoding.js and src/structs/Item.js) of
plain text in one root, and nothing else: formatting, embeds, nested types and subdocuments have
no place in a charter.
"""

from typing import NamedTuple

from realtime.encoding import MAX_CLIENT_ID, MAX_CLOCK, Id, Reader
from realtime.errors import Rejected

ROOT = "content"

_DELETED, _STRING, _SKIP = 1, 4, 10
_HAS_ORIGIN, _HAS_RIGHT_ORIGIN, _HAS_PARENT_SUB = 0x80, 0x40, 0x20
_KIND = 0x1F


class Struct(NamedTuple):
    """A run of units that one client wrote at once, between the units `left` and `right`.

    `text` is None when it is deleted already, or not in the update (`skipped`).
    """

    client: int
    clock: int
    length: int
    left: Id | None
    right: Id | None
    text: str | None
    skipped: bool

    @property
    def end(self) -> int:
        return self.clock + self.length


class Deletion(NamedTuple):
    """A run of deleted units."""

    client: int
    clock: int
    length: int

    @property
    def end(self) -> int:
        return self.clock + self.length


class Contents(NamedTuple):
    """structs: client id -> runs without a hole between them; deletions: in order per client."""

    structs: dict[int, list[Struct]]
    deletions: list[Deletion]


def read(update: bytes, most_structs: int, most_deletions: int) -> Contents:
    """Raises Rejected: `too_large` past a bound, `malformed` when it is no plain-text update."""
    reader = Reader(update)
    structs = _read_structs(reader, most_structs)
    deletions = _read_deletions(reader, most_deletions)
    reader.expect_end()
    return Contents(structs, deletions)


def _read_structs(reader: Reader, most: int) -> dict[int, list[Struct]]:
    structs: dict[int, list[Struct]] = {}
    total = 0
    for _ in range(reader.number(MAX_CLOCK)):
        count = reader.number(MAX_CLOCK)
        total += count
        if total > most:
            raise Rejected("too_large", f"more than {most} structs")
        client, clock = reader.id()
        if client in structs or not count:
            raise Rejected("malformed", "a client without structs, or twice")
        run = structs[client] = []
        for _ in range(count):
            struct = _read_struct(reader, client, clock)
            clock = struct.end
            if clock > MAX_CLOCK:
                raise Rejected("malformed", "a clock is out of bounds")
            run.append(struct)
    return structs


def _read_struct(reader: Reader, client: int, clock: int) -> Struct:
    info = reader.byte()
    if info == _SKIP:
        return Struct(client, clock, _length(reader), None, None, None, skipped=True)
    kind = info & _KIND
    if kind not in (_DELETED, _STRING) or info & _HAS_PARENT_SUB:
        raise Rejected("malformed", f"a struct that is not plain text (info {info})")
    left = reader.id() if info & _HAS_ORIGIN else None
    right = reader.id() if info & _HAS_RIGHT_ORIGIN else None
    if left is None and right is None and (reader.number(1) != 1 or reader.text() != ROOT):
        raise Rejected("malformed", "text outside the document's root")
    if (left is not None and left == right) or _is_later(client, clock, left, right):
        raise Rejected("malformed", "text between neighbours that never were")
    if kind == _DELETED:
        return Struct(client, clock, _length(reader), left, right, None, skipped=False)
    text = reader.text()
    if not text:
        raise Rejected("malformed", "empty text")
    length = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    return Struct(client, clock, length, left, right, text, skipped=False)


def _is_later(client: int, clock: int, *neighbours: Id | None) -> bool:
    """Whether a neighbour was written by the same client, but not before."""
    return any(one and one.client == client and one.clock >= clock for one in neighbours)


def _length(reader: Reader) -> int:
    length = reader.number(MAX_CLOCK)
    if not length:
        raise Rejected("malformed", "a struct of no length")
    return length


def _read_deletions(reader: Reader, most: int) -> list[Deletion]:
    deletions: list[Deletion] = []
    clients = set()
    for _ in range(reader.number(MAX_CLOCK)):
        client = reader.number(MAX_CLIENT_ID)
        count = reader.number(MAX_CLOCK)
        if len(deletions) + count > most:
            raise Rejected("too_large", f"more than {most} deletions")
        if client in clients or not count:
            raise Rejected("malformed", "a client without deletions, or twice")
        clients.add(client)
        end = -1
        for _ in range(count):
            deletion = Deletion(client, reader.number(MAX_CLOCK), reader.number(MAX_CLOCK))
            # Yjs joins ranges that touch; taking them one by one costs the square of their number.
            if deletion.clock <= end or not deletion.length:
                raise Rejected("malformed", "deletions out of order")
            end = deletion.end
            deletions.append(deletion)
    return deletions
