"""Is this binary update well-formed, bounded, complete, and written by who sent it?

What passes here can be applied without anything staying pending, in pycrdt and in Yjs alike.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from realtime.contents import Contents, Struct, read
from realtime.encoding import Id
from realtime.errors import Rejected
from realtime.limits import (
    MAX_DELETIONS,
    MAX_NEW_STRUCTS,
    MAX_RIVALS,
    MAX_STRUCTS,
    MAX_UPDATE_BYTES,
    MAX_WRITERS,
)
from realtime.pairs import Pairs
from realtime.rivals import Rivals

__all__ = ["Passed", "Rejected", "check", "judge"]


class Passed(NamedTuple):
    """What the gate found out about an update that may be applied.

    clocks: the state vector after it. writers: the client ids under which it adds text.
    added: the bytes of that text in UTF-8. repeats: whether it also carries text that is known
    already.
    """

    clocks: dict[int, int]
    contents: Contents
    writers: Collection[int]
    added: int
    repeats: bool


def check(update: bytes, clocks: Mapping[int, int], own: Collection[int]) -> dict[int, int]:
    """The clocks after `update`, when a document that stands at `clocks` may apply it.

    As `judge`, for a document of whose text nothing but the clocks is known.
    """
    return judge(update, clocks, own, Pairs(), Rivals()).clocks


def judge(
    update: bytes,
    clocks: Mapping[int, int],
    own: Collection[int],
    pairs: Pairs,
    rivals: Rivals,
) -> Passed:
    """What `update` does to a document that stands at `clocks`.

    update: one Yjs v1 update. clocks: client id -> number of units known of it (the state
    vector). own: the client ids under which the sender may add text. pairs, rivals: those of the
    document.

    Raises Rejected: `too_large` past a bound; `malformed` when it is no plain-text update or
    splits a character; `forged` when it adds text under somebody else's id; `gap` when it needs
    what is not known.
    """
    if len(update) > MAX_UPDATE_BYTES:
        raise Rejected("too_large", f"{len(update)} bytes, {MAX_UPDATE_BYTES} allowed")
    contents = read(update, MAX_STRUCTS, MAX_DELETIONS)
    fresh = _fresh(contents, clocks, own)
    after = _integrate(fresh, clocks)
    for deletion in contents.deletions:
        if deletion.end > after.get(deletion.client, 0):
            raise Rejected("gap", "it deletes text that is not known")
    _refuse_split_characters(contents, clocks, pairs)
    if rivals.most_with(contents) > MAX_RIVALS:
        raise Rejected("too_large", f"more than {MAX_RIVALS} runs of text for one place")
    repeats = any(run[0].clock < clocks.get(client, 0) for client, run in contents.structs.items())
    return Passed(after, contents, fresh.keys(), _bytes_of(fresh), repeats)


def _fresh(
    contents: Contents, clocks: Mapping[int, int], own: Collection[int]
) -> dict[int, list[Struct]]:
    """The structs that add something, by client. What is known already may be anybody's."""
    fresh: dict[int, list[Struct]] = {}
    for client, run in contents.structs.items():
        known = clocks.get(client, 0)
        new = [struct for struct in run if struct.end > known]
        _refuse_loose(run[: len(run) - len(new)], clocks)
        if not new:
            continue
        if client not in own:
            raise Rejected("forged", f"text under the client id {client} of somebody else")
        if new[0].clock > known or any(struct.skipped for struct in new):
            raise Rejected("gap", f"what client {client} wrote before is not known")
        fresh[client] = new
    if len(fresh) > MAX_WRITERS:
        raise Rejected("too_large", f"text under more than {MAX_WRITERS} client ids")
    if sum(map(len, fresh.values())) > MAX_NEW_STRUCTS:
        raise Rejected("too_large", f"more than {MAX_NEW_STRUCTS} new structs")
    return fresh


def _bytes_of(fresh: Mapping[int, list[Struct]]) -> int:
    texts = (struct.text for run in fresh.values() for struct in run)
    return sum(len(text.encode()) for text in texts if text is not None)


def _refuse_loose(known: list[Struct], clocks: Mapping[int, int]) -> None:
    """Yjs looks for the neighbours even of what it knows, and waits for them if it must."""
    if any(_missing(struct, clocks) is not None for struct in known):
        raise Rejected("gap", "it repeats text next to text that is not known")


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
            missing = _missing(struct, after)
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


def _missing(struct: Struct, clocks: Mapping[int, int]) -> int | None:
    """The first client of whom a neighbour is not there yet."""
    for need in (struct.left, struct.right):
        if need is not None and need.clock >= clocks.get(need.client, 0):
            return need.client
    return None


def _refuse_split_characters(contents: Contents, clocks: Mapping[int, int], pairs: Pairs) -> None:
    brought = Pairs()
    brought.add(contents)
    for cut in _cuts(contents, clocks):
        if pairs.split_at(*cut) or brought.split_at(*cut):
            raise Rejected("malformed", "it splits a character")


def _cuts(contents: Contents, clocks: Mapping[int, int]) -> Iterator[Id]:
    """The units before which runs of text are cut in two when the update is applied."""
    for client, run in contents.structs.items():
        yield Id(client, clocks.get(client, 0))
        for struct in run:
            if struct.left is not None:
                yield Id(struct.left.client, struct.left.clock + 1)
            if struct.right is not None:
                yield struct.right
    for deletion in contents.deletions:
        yield Id(deletion.client, deletion.clock)
        yield Id(deletion.client, deletion.end)
