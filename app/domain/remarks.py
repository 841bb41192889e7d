"""What somebody said, in pieces that a page shows differently: names, addresses, plain words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.mentions import calls

# Whatever it holds, such an address opens a page and runs nothing. (Were case ignored, the long s
# would be an "s", and the address one of ours.) What ends a sentence is not part of it, nor are
# the characters that turn the direction of reading.
_STOPS = r"\s<>\"'\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ENDS = r".,;:!?)\]\u00bb\u201d\u2019\u060c\u061b\u061f"
_ADDRESS = re.compile(rf"[Hh][Tt][Tt][Pp][Ss]?://[^{_STOPS}]*[^{_STOPS}{_ENDS}]")


class Kind(StrEnum):
    """What a piece is."""

    WORDS = "words"
    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True)
class Piece:
    """Some characters of a remark, as they were typed."""

    kind: Kind
    words: str


def pieces(words: str, names: Mapping[int, str]) -> list[Piece]:
    """A remark that calls these people (person id -> name), in pieces; together they are it."""
    found = [(one.start, one.end, Kind.NAME) for one in calls(words, names)]
    found += [(*one.span(), Kind.ADDRESS) for one in _ADDRESS.finditer(words)]
    return [piece for piece in _cut(words, sorted(found)) if piece.words]


def _cut(words: str, found: list[tuple[int, int, Kind]]) -> Iterator[Piece]:
    done = 0
    for start, end, kind in found:
        if start >= done:
            yield Piece(Kind.WORDS, words[done:start])
            yield Piece(kind, words[start:end])
            done = end
    yield Piece(Kind.WORDS, words[done:])
