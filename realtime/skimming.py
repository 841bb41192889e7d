"""The whole state of a document, read fast: only the runs from which `Pairs` and `Rivals` learn.

Opening a document needs no more of it. The bytes are pycrdt's own, made from updates that passed
the gate, so what `contents.read` refused when they came in is not looked for again. Most runs are
text without a character of two units that goes on what its client wrote just before: they are
measured and passed over.
"""

import re
from typing import NamedTuple

from realtime.contents import ROOT, Contents, Struct
from realtime.encoding import Id
from realtime.errors import Rejected

_DELETED, _STRING, _SKIP = 0x01, 0x04, 0x0A
_HAS_LEFT, _HAS_RIGHT = 0x80, 0x40
_NUMBER = rb"([\x80-\xff]*[\x00-\x7f])"
_IN_ROOT = re.escape(bytes([1, len(ROOT)]) + ROOT.encode())
_COUNT = re.compile(_NUMBER)
_HEADER = re.compile(_NUMBER * 3)  # how many structs, client, first clock


class _Shape(NamedTuple):
    """One kind of struct. pattern: a group for each number of its left, its right, its length."""

    pattern: re.Pattern[bytes]
    has_left: bool
    has_right: bool
    has_text: bool


def _shape(info: int) -> _Shape:
    left, right = bool(info & _HAS_LEFT), bool(info & _HAS_RIGHT)
    place = _NUMBER * (2 * left + 2 * right) or _IN_ROOT
    pattern = re.compile(re.escape(bytes([info])) + place + _NUMBER)
    return _Shape(pattern, left, right, bool(info & _STRING))


_SHAPES = {
    info: _shape(info)
    for kind in (_DELETED, _STRING)
    for info in (kind, kind | _HAS_LEFT, kind | _HAS_RIGHT, kind | _HAS_LEFT | _HAS_RIGHT)
}
_SHAPES[_SKIP] = _Shape(re.compile(re.escape(bytes([_SKIP])) + _NUMBER), False, False, False)


class _Numbers(dict[bytes, int]):
    """What encoded numbers say, each decoded once: the same few clients and clocks come again."""

    def __missing__(self, encoded: bytes) -> int:
        value = 0
        for byte in reversed(encoded):
            value = value << 7 | byte & 0x7F
        self[encoded] = value
        return value


def skim(state: bytes) -> Contents:
    """The runs of `state` that count, the last one of each client among them; no deletions.

    state: all that a document of plain text holds, from its first unit on. Raises
    Rejected("malformed") when it is something else.
    """
    numbers = _Numbers()
    structs: dict[int, list[Struct]] = {}
    try:
        found = _matched(_COUNT, state, 0)
        at = found.end()
        for _ in range(numbers[found[1]]):
            header = _matched(_HEADER, state, at)
            structs[numbers[header[2]]], at = _skim_client(state, header, numbers)
    except (IndexError, KeyError):
        raise Rejected("malformed", "a state that is no plain text") from None
    return Contents(structs, [])


def _skim_client(
    state: bytes, header: re.Match[bytes], numbers: _Numbers
) -> tuple[list[Struct], int]:
    """The runs of one client that count, and where the next client begins."""
    count, own, first = header.groups()
    client, clock, at = numbers[own], numbers[first], header.end()
    runs: list[Struct] = []
    last = numbers[count] - 1
    for number in range(last + 1):
        info = state[at]
        shape = _SHAPES[info]
        found = _matched(shape.pattern, state, at)
        place, at = found.groups(), found.end()
        length, text, paired = numbers[place[-1]], b"", False
        if shape.has_text:
            text = state[at : at + length]
            at += length
            if not text.isascii():
                length, paired = _measured(text.decode())
        goes_on = shape.has_left and place[0] == own and numbers[place[1]] == clock - 1
        if paired or not goes_on or number == last:
            left = Id(numbers[place[0]], numbers[place[1]]) if shape.has_left else None
            right = Id(numbers[place[-3]], numbers[place[-2]]) if shape.has_right else None
            words = text.decode() if shape.has_text else None
            runs.append(Struct(client, clock, length, left, right, words, info == _SKIP))
        clock += length
    return runs, at


def _measured(text: str) -> tuple[int, bool]:
    """Its length in UTF-16 units, and whether a character takes two of them."""
    units = len(text.encode("utf-16-le")) // 2
    return units, units > len(text)


def _matched(pattern: re.Pattern[bytes], state: bytes, at: int) -> re.Match[bytes]:
    found = pattern.match(state, at)
    if found is None:
        raise Rejected("malformed", "a state that is no plain text")
    return found
