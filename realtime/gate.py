"""Is this binary update well-formed, bounded, complete, and written by who sent it?

Reads the Yjs v1 encoding (github.com/yjs/yjs, src/utils/encoding.js and src/structs/Item.js) of
plain text in one root, and nothing else: formatting, embeds, nested types and subdocuments have
no place in a charter. What passes here can be applied without anything staying pending.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from realtime.encoding import MAX_CLIENT_ID, MAX_CLOCK, Id, Reader
from realtime.errors import Rejected
from realtime.limits import MAX_DELETIONS, MAX_STRUCTS, MAX_UPDATE_BYTES, MAX_WRITERS

__all__ = ["ROOT", "Rejected", "check"]

ROOT = "content"

_DELETED, _STRING, _SKIP = 1, 4, 10
_HAS_ORIGIN, _HAS_RIGHT_ORIGIN, _HAS_PARENT_SUB = 0x80, 0x40, 0x20
_KIND = 0x1F


class Struct(NamedTuple):
    """A run of units that one client wrote at once; `text` is None when it is deleted already."""

    client: int
    clock: int
    length: int
    needs: tuple[Id, ...]
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


def check(update: bytes, clocks: Mapping[int, int], own: Collection[int]) -> dict[int, int]:
    """The clocks after `update`, when a document that stands at `clocks` may apply it.

    update: one Yjs v1 update. clocks: client id -> number of units known of it (the state
    vector). own: the client ids under which the sender may add text.

    Raises Rejected: `too_large` past a bound; `malformed` when it is no plain-text update;
    `forged` when it adds text under somebody else's id; `gap` when it needs what is not known.
    """
    if len(update) > MAX_UPDATE_BYTES:
        raise Rejected("too_large", f"{len(update)} bytes, {MAX_UPDATE_BYTES} allowed")
    reader = Reader(update)
    structs = _read_structs(reader)
    deletions = _read_deletions(reader)
    reader.expect_end()

    fresh = _fresh(structs, clocks, own)
    after = _integrate(fresh, clocks)
    for deletion in deletions:
        if deletion.clock + deletion.length > after.get(deletion.client, 0):
            raise Rejected("gap", "it deletes text that is not known")
    return after


def _read_structs(reader: Reader) -> dict[int, list[Struct]]:
    structs: dict[int, list[Struct]] = {}
    total = 0
    for _ in range(reader.number(MAX_STRUCTS)):
        count = reader.number(MAX_CLOCK)
        total += count
        if total > MAX_STRUCTS:
            raise Rejected("too_large", f"more than {MAX_STRUCTS} structs")
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
        return Struct(client, clock, _length(reader), (), None, skipped=True)
    kind = info & _KIND
    if kind not in (_DELETED, _STRING) or info & _HAS_PARENT_SUB:
        raise Rejected("malformed", f"a struct that is not plain text (info {info})")
    needs = _read_needs(reader, info)
    if kind == _DELETED:
        return Struct(client, clock, _length(reader), needs, None, skipped=False)
    text = reader.text()
    if not text:
        raise Rejected("malformed", "empty text")
    length = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    return Struct(client, clock, length, needs, text, skipped=False)


def _read_needs(reader: Reader, info: int) -> tuple[Id, ...]:
    """The units this struct was written between; without any, the name of the root."""
    if not info & (_HAS_ORIGIN | _HAS_RIGHT_ORIGIN):
        if reader.number(1) != 1 or reader.text() != ROOT:
            raise Rejected("malformed", "text outside the document's root")
        return ()
    count = bool(info & _HAS_ORIGIN) + bool(info & _HAS_RIGHT_ORIGIN)
    return tuple(reader.id() for _ in range(count))


def _length(reader: Reader) -> int:
    length = reader.number(MAX_CLOCK)
    if not length:
        raise Rejected("malformed", "a struct of no length")
    return length


def _read_deletions(reader: Reader) -> list[Deletion]:
    deletions: list[Deletion] = []
    clients = set()
    for _ in range(reader.number(MAX_DELETIONS)):
        client = reader.number(MAX_CLIENT_ID)
        count = reader.number(MAX_CLOCK)
        if client in clients or not count:
            raise Rejected("malformed", "a client without deletions, or twice")
        if len(deletions) + count > MAX_DELETIONS:
            raise Rejected("too_large", f"more than {MAX_DELETIONS} deletions")
        clients.add(client)
        end = 0
        for _ in range(count):
            deletion = Deletion(client, reader.number(MAX_CLOCK), reader.number(MAX_CLOCK))
            if deletion.clock < end or not deletion.length:
                raise Rejected("malformed", "deletions out of order")
            end = deletion.clock + deletion.length
            deletions.append(deletion)
    return deletions


def _fresh(
    structs: Mapping[int, list[Struct]], clocks: Mapping[int, int], own: Collection[int]
) -> dict[int, list[Struct]]:
    """The structs that add something, by client. What is known already may be anybody's."""
    fresh: dict[int, list[Struct]] = {}
    for client, run in structs.items():
        known = clocks.get(client, 0)
        new = [struct for struct in run if struct.end > known]
        if not new:
            continue
        if client not in own:
            raise Rejected("forged", f"text under the client id {client} of somebody else")
        if new[0].clock > known or any(struct.skipped for struct in new):
            raise Rejected("gap", f"what client {client} wrote before is not known")
        _refuse_split_pair(new[0], known)
        fresh[client] = new
    if len(fresh) > MAX_WRITERS:
        raise Rejected("too_large", f"text under more than {MAX_WRITERS} client ids")
    return fresh


def _refuse_split_pair(struct: Struct, known: int) -> None:
    """The known part of a struct must not end inside a character of two UTF-16 units."""
    if struct.text is None or struct.clock == known or struct.text.isascii():
        return
    head = struct.text.encode("utf-16-le")[: 2 * (known - struct.clock)]
    if 0xD8 <= head[-1] <= 0xDB:
        raise Rejected("malformed", "it splits a character")


def _integrate(fresh: Mapping[int, list[Struct]], clocks: Mapping[int, int]) -> dict[int, int]:
    """The clocks once every struct found what it needs; Rejected when one never does."""
    after = dict(clocks)
    position = dict.fromkeys(fresh, 0)
    waiting: dict[int, set[int]] = {}
    ready = list(fresh)
    while ready:
        client = ready.pop()
        start = position[client]
        for struct in fresh[client][start:]:
            missing = _missing(struct.needs, after)
            if missing is not None:
                waiting.setdefault(missing, set()).add(client)
                break
            after[client] = struct.end
            position[client] += 1
        if position[client] > start:
            ready.extend(waiting.pop(client, ()))
    if any(position[client] < len(run) for client, run in fresh.items()):
        raise Rejected("gap", "it was written next to text that is not known")
    return after


def _missing(needs: Iterable[Id], clocks: Mapping[int, int]) -> int | None:
    """The first client of whom something needed is not there yet."""
    for need in needs:
        if need.clock >= clocks.get(need.client, 0):
            return need.client
    return None
