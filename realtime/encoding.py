"""The bytes of Yjs: variable-length numbers, ids, state vectors (lib0's v1 encoding)."""

from collections.abc import Mapping
from typing import NamedTuple

from realtime.errors import Rejected

MAX_CLIENT_ID = 2**53 - 1  # the largest integer JavaScript holds exactly
MAX_CLOCK = 2**31 - 1


class Id(NamedTuple):
    """One UTF-16 unit of text: the client that wrote it, and its clock there."""

    client: int
    clock: int


class Reader:
    """Walks through bytes; every step past the end, or past a bound, is malformed."""

    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def byte(self) -> int:
        if self.at >= len(self.data):
            raise Rejected("malformed", "it ends too early")
        value = self.data[self.at]
        self.at += 1
        return value

    def number(self, most: int) -> int:
        """A variable-length unsigned integer in its shortest form, at most `most`."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
            if shift > 49:
                raise Rejected("malformed", "a number is too long")
        if value > most or (byte == 0 and shift):
            raise Rejected("malformed", "a number is out of bounds")
        return value

    def text(self) -> str:
        size = self.number(len(self.data))
        start, self.at = self.at, self.at + size
        if self.at > len(self.data):
            raise Rejected("malformed", "it ends too early")
        try:
            return self.data[start : self.at].decode()
        except UnicodeDecodeError:
            raise Rejected("malformed", "text that is not UTF-8") from None

    def id(self) -> Id:
        return Id(self.number(MAX_CLIENT_ID), self.number(MAX_CLOCK))

    def expect_end(self) -> None:
        if self.at != len(self.data):
            raise Rejected("malformed", "bytes after the end")


def decode_state_vector(encoded: bytes) -> dict[int, int]:
    """Client id -> clock. Raises Rejected("malformed") when the bytes are no state vector."""
    reader = Reader(encoded)
    clocks: dict[int, int] = {}
    for _ in range(reader.number(len(encoded))):
        client, clock = reader.number(MAX_CLIENT_ID), reader.number(MAX_CLOCK)
        if client in clocks:
            raise Rejected("malformed", "a client id stands twice")
        clocks[client] = clock
    reader.expect_end()
    return clocks


def encode_state_vector(clocks: Mapping[int, int]) -> bytes:
    """The inverse of `decode_state_vector`."""
    encoded = bytearray(_number(len(clocks)))
    for client, clock in clocks.items():
        encoded += _number(client) + _number(clock)
    return bytes(encoded)


def _number(value: int) -> bytes:
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
