"""Writes Yjs v1 updates by hand, right ones and wrong ones alike."""

from collections.abc import Sequence

Id = tuple[int, int]
Deletions = Sequence[tuple[int, Sequence[tuple[int, int]]]]
"""(client, its (clock, length) ranges)."""

Block = tuple[int, int, Sequence[bytes]]
"""(client, clock of the first struct, structs)."""

ROOT = b"content"


def number(value: int) -> bytes:
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def item(
    kind: int,
    body: bytes,
    left: Id | None = None,
    right: Id | None = None,
    *,
    root: bytes = ROOT,
    key: bytes | None = None,
    parent: Id | None = None,
) -> bytes:
    """A struct of any kind; `key` and `parent` have no place in plain text."""
    info = kind | (0x80 if left else 0) | (0x40 if right else 0) | (0x20 if key is not None else 0)
    encoded = bytes([info])
    for neighbour in (left, right):
        if neighbour is not None:
            encoded += number(neighbour[0]) + number(neighbour[1])
    if left is None and right is None:
        if parent is not None:
            encoded += number(0) + number(parent[0]) + number(parent[1])
        else:
            encoded += number(1) + number(len(root)) + root
        if key is not None:
            encoded += number(len(key)) + key
    return encoded + body


def text(
    content: str | bytes, left: Id | None = None, right: Id | None = None, *, root: bytes = ROOT
) -> bytes:
    raw = content if isinstance(content, bytes) else content.encode()
    return item(4, number(len(raw)) + raw, left, right, root=root)


def deleted(length: int, left: Id | None = None, right: Id | None = None) -> bytes:
    return item(1, number(length), left, right)


def skip(length: int) -> bytes:
    return b"\x0a" + number(length)


def collected(length: int) -> bytes:
    """A GC struct: what Yjs leaves of things inside a deleted parent."""
    return b"\x00" + number(length)


def update(*blocks: Block, deletions: Deletions = ()) -> bytes:
    encoded = number(len(blocks))
    for client, clock, structs in blocks:
        encoded += number(len(structs)) + number(client) + number(clock) + b"".join(structs)
    encoded += number(len(deletions))
    for client, ranges in deletions:
        encoded += number(client) + number(len(ranges))
        encoded += b"".join(number(clock) + number(length) for clock, length in ranges)
    return encoded
