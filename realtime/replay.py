"""The history of one text, row by row: who wrote each of its characters, and what came and went.

Whatever a row brings is its author's: the gate let nobody write in another's name. What comes and
goes within one row is never seen, and counts as neither.
"""

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple, cast

from pycrdt import Doc, Subscription, Text

from realtime.contents import ROOT, read
from realtime.encoding import decode_state_vector
from realtime.text_edits import new_doc, text_in

MOMENT_SECONDS = 60  # a page that writes on is noted at most this often
_WIDE = "I"  # of arrays: 32 bits


class HistoryDiffers(Exception):  # noqa: N818 - says what happened
    """What the rows were seen to do does not add up to the text they make."""


class Row(NamedTuple):
    """One update of the log."""

    seq: int
    author_id: int
    at: datetime
    payload: bytes


class Change(NamedTuple):
    """`deleted` units at the place `at` give way to `inserted`; units of UTF-16, as browsers do."""

    at: int
    deleted: int
    inserted: str


class Run(NamedTuple):
    """So many characters that stand in a row and came with the same row of the log."""

    length: int
    person_id: int
    seq: int


class Tally(NamedTuple):
    """Characters that somebody added and removed, from the first row on."""

    added: int
    removed: int


class _Splice(NamedTuple):
    """At the byte `at` of the text in UTF-8 so many `deleted` bytes give way to others."""

    at: int
    deleted: int
    inserted: bytes

    @property
    def end(self) -> int:
        return self.at + self.deleted


@dataclass(frozen=True)
class Kept:
    """All of a replay at `seq`, so that it can go on from there.

    state: the text with its history, one Yjs v1 update; sha256: of the text, in hex. stretches:
    (bytes, index of the person, seq). people: ids by index; tallies: by index.
    moments: as those of the replay.
    """

    seq: int
    state: bytes
    sha256: str
    stretches: Sequence[tuple[int, int, int]]
    people: Sequence[int]
    tallies: Sequence[tuple[int, int]]
    moments: Mapping[int, Sequence[tuple[int, int]]]


class Replay:
    """The text as it stood after the row `seq`; `take` goes on by one row.

    moments: client id -> (clock, seconds since 1970), in order: when its units from that clock on
    were written; who writes on is noted once a minute.
    """

    def __init__(self) -> None:
        self.seq = 0
        self.moments: dict[int, list[tuple[int, int]]] = {}
        self._people: dict[int, int] = {}  # person id -> index, in the order they came
        self._added: list[int] = []
        self._removed: list[int] = []
        self._clocks: dict[int, int] = {}
        self._author = 0
        # Of each byte of the text in UTF-8, in which pycrdt counts: the byte, by whom, since when.
        self._text = bytearray()
        self._by = array(_WIDE)
        self._since = array(_WIDE)
        self._open(new_doc())

    def _open(self, doc: Doc[Text]) -> None:
        # What watches must not hold the document, else neither is ever let go of.
        seen: list[list[dict[str, Any]]] = []
        self._doc, self._seen = doc, seen
        self._watching: Subscription = doc.get(ROOT, type=Text).observe(
            lambda event: seen.append(cast(Any, event).delta)
        )

    @classmethod
    def resumed(cls, kept: Kept) -> "Replay":
        """The replay that was kept. Raises HistoryDiffers when its state is not its text."""
        replay = cls()
        doc = new_doc()
        doc.apply_update(kept.state)
        replay._open(doc)
        replay._text = bytearray(text_in(doc).encode())
        for length, person, seq in kept.stretches:
            replay._by.extend(array(_WIDE, [person]) * length)
            replay._since.extend(array(_WIDE, [seq]) * length)
        replay.seq = kept.seq
        replay.moments = {client: list(entries) for client, entries in kept.moments.items()}
        replay._people = {person_id: index for index, person_id in enumerate(kept.people)}
        replay._added = [added for added, _ in kept.tallies]
        replay._removed = [removed for _, removed in kept.tallies]
        replay._clocks = decode_state_vector(doc.get_state())
        replay._demand_whole()
        if _hash_of(replay._text) != kept.sha256:
            raise HistoryDiffers(f"at {kept.seq}: what was kept makes another text")
        return replay

    def kept(self) -> Kept:
        """What `resumed` goes on from. Raises HistoryDiffers."""
        self._demand_whole()
        return Kept(
            self.seq,
            self._doc.get_update(),
            _hash_of(self._text),
            list(self._stretches()),
            list(self._people),
            list(zip(self._added, self._removed, strict=True)),
            self.moments,
        )

    @property
    def text(self) -> str:
        """The Markdown as it stood then."""
        return self._text.decode()

    def take(self, row: Row) -> None:
        """Go on by `row`, the next of the log."""
        for splice in self._splices(row):
            self._do(splice)

    def watch(self, row: Row) -> Sequence[Change]:
        """As `take`; returns what the row does to the text, each on top of those before it."""
        changes = []
        for splice in self._splices(row):
            changes.append(self._in_units(splice))
            self._do(splice)
        return changes

    def runs(self) -> Sequence[Run]:
        """Who wrote what stands there, from the first character to the last.

        Raises HistoryDiffers.
        """
        self._demand_whole()
        people, runs, at = list(self._people), [], 0
        for length, person, seq in self._stretches():
            characters = _characters(self._text[at : at + length])
            runs.append(Run(characters, people[person], seq))
            at += length
        return runs

    def tallies(self) -> Mapping[int, Tally]:
        """By person id; what all added less what all removed is the length of the text."""
        counts = map(Tally, self._added, self._removed)
        return dict(zip(self._people, counts, strict=True))

    def _splices(self, row: Row) -> Iterator[_Splice]:
        """What `row` does, each to be done before the next is asked for."""
        self._author = self._index_of(row.author_id)
        self._note(row)
        self._doc.apply_update(row.payload)
        self.seq = row.seq
        for delta in self._seen:
            at = 0
            for part in delta:
                if "retain" in part:
                    at += part["retain"]
                else:
                    inserted = part.get("insert", "").encode()
                    yield _Splice(at, part.get("delete", 0), inserted)
                    at += len(inserted)
        self._seen.clear()

    def _index_of(self, person_id: int) -> int:
        if person_id not in self._people:
            self._people[person_id] = len(self._people)
            self._added.append(0)
            self._removed.append(0)
        return self._people[person_id]

    def _note(self, row: Row) -> None:
        """Know when the units were written that `row` brings; those it repeats are known."""
        seconds = int(row.at.timestamp())
        for client, structs in read(
            row.payload, len(row.payload), len(row.payload)
        ).structs.items():
            known, end = self._clocks.get(client, 0), structs[-1].end
            if end <= known:
                continue
            self._clocks[client] = end
            moments = self.moments.setdefault(client, [])
            if not moments or seconds >= moments[-1][1] + MOMENT_SECONDS:
                moments.append((known, seconds))

    def _in_units(self, splice: _Splice) -> Change:
        before, gone = self._text[: splice.at], self._text[splice.at : splice.end]
        return Change(_units(before), _units(gone), splice.inserted.decode())

    def _do(self, splice: _Splice) -> None:
        at, end, inserted = splice.at, splice.end, splice.inserted
        self._removed[self._author] += _characters(self._text[at:end])
        self._added[self._author] += _characters(inserted)
        self._text[at:end] = inserted
        self._by[at:end] = array(_WIDE, [self._author]) * len(inserted)
        self._since[at:end] = array(_WIDE, [self.seq]) * len(inserted)

    def _stretches(self) -> Iterator[tuple[int, int, int]]:
        pairs = zip(self._by, self._since, strict=True)
        for (person, seq), same in groupby(pairs):
            yield sum(1 for _ in same), person, seq

    def _demand_whole(self) -> None:
        if not len(self._text) == len(self._by) == len(self._since):
            raise HistoryDiffers(f"at {self.seq}: not every character is somebody's")
        if self._text != text_in(self._doc).encode():
            raise HistoryDiffers(f"at {self.seq}: the changes make another text")
        if sum(self._added) - sum(self._removed) != len(self.text):
            raise HistoryDiffers(f"at {self.seq}: the sums do not make the length")


def _characters(utf8: bytes | bytearray) -> int:
    return len(utf8.decode())


def _units(utf8: bytes | bytearray) -> int:
    """UTF-16 units of what is encoded in UTF-8."""
    return len(utf8.decode().encode("utf-16-le")) // 2


def _hash_of(utf8: bytes | bytearray) -> str:
    return hashlib.sha256(utf8).hexdigest()
