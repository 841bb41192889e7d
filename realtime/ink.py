"""A text of which is known, of each byte in UTF-8, who wrote it and since which row it is there.

Bytes, because pycrdt counts so: what it says changed is done here without a conversion.
"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

_WIDE = "I"  # of arrays: 32 bits

Stretch = tuple[int, int, int]
"""(bytes, person, seq) of what stands in a row and came with the same row of the log."""


class Stroke(NamedTuple):
    """At the byte `at`, `deleted` bytes give way to `inserted`."""

    at: int
    deleted: int
    inserted: bytes

    @property
    def end(self) -> int:
        return self.at + self.deleted


class Ink:
    """Persons are numbers to it."""

    def __init__(self, text: str = "", stretches: Iterable[Stretch] = ()) -> None:
        self.utf8 = bytearray(text.encode())
        self._by = array(_WIDE)
        self._since = array(_WIDE)
        for length, person, seq in stretches:
            self._by.extend(array(_WIDE, [person]) * length)
            self._since.extend(array(_WIDE, [seq]) * length)

    @property
    def is_whole(self) -> bool:
        """Whether all of the text is somebody's."""
        return len(self.utf8) == len(self._by) == len(self._since)

    def do(self, stroke: Stroke, person: int, seq: int) -> None:
        """What is inserted is the person's from now on."""
        at, end, length = stroke.at, stroke.end, len(stroke.inserted)
        self.utf8[at:end] = stroke.inserted
        self._by[at:end] = array(_WIDE, [person]) * length
        self._since[at:end] = array(_WIDE, [seq]) * length

    def stretches(self) -> Iterator[Stretch]:
        """From the first byte to the last."""
        marks = zip(self._by, self._since, strict=True)
        for (person, seq), same in groupby(marks):
            yield sum(1 for _ in same), person, seq


def characters(utf8: bytes | bytearray) -> int:
    """How many code points these bytes are."""
    return len(utf8.decode())


def units(utf8: bytes | bytearray) -> int:
    """How many units of UTF-16, in which browsers count."""
    return len(utf8.decode().encode("utf-16-le")) // 2
