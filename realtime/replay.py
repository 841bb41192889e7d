"""The history of one text, row by row: who wrote each of its characters, and what came and went.

Whatever a row brings is its author's: the gate let nobody write in another's name. What comes and
goes within one row is never seen, and counts as neither.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

from pycrdt import Doc, Text

from realtime.contents import ROOT
from realtime.encoding import decode_state_vector
from realtime.ink import Ink, Stretch, Stroke, characters, units
from realtime.moments import Moments
from realtime.text_edits import new_doc, text_in


class HistoryDiffers(Exception):  # noqa: N818 - says what happened
    """What the rows were seen to do does not add up to the text they make."""


class Row(NamedTuple):
    """One update of the log."""

    seq: int
    author_id: int
    at: datetime
    payload: bytes


class Splice(NamedTuple):
    """At the place `at`, `deleted` units give way to `inserted`; in units of UTF-16."""

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


@dataclass(frozen=True)
class Kept:
    """All of a replay at `seq`, so that it can go on from there.

    state: the text with its history, one Yjs v1 update; sha256: of the text, in hex. stretches:
    of the text, by index of the person. people: their ids; tallies: by the same index.
    """

    seq: int
    state: bytes
    sha256: str
    stretches: Sequence[Stretch]
    people: Sequence[int]
    tallies: Sequence[tuple[int, int]]
    moments: Mapping[int, Sequence[tuple[int, int]]]


class Replay:
    """The text as it stood after the row `seq`; `take` goes on by one row."""

    def __init__(self) -> None:
        self.seq = 0
        self.moments = Moments()
        self._people: dict[int, int] = {}  # person id -> index, in the order they came
        self._added: list[int] = []
        self._removed: list[int] = []
        self._ink = Ink()
        self._open(new_doc())

    def _open(self, doc: Doc[Text]) -> None:
        # What watches must not hold the document, else neither is ever let go of.
        seen: list[list[dict[str, Any]]] = []
        self._doc, self._seen = doc, seen
        self._watching = doc.get(ROOT, type=Text).observe(
            lambda event: seen.append(cast(Any, event).delta)
        )

    @classmethod
    def resumed(cls, kept: Kept) -> "Replay":
        """The replay that was kept. Raises HistoryDiffers when its state is not its text."""
        doc = new_doc()
        doc.apply_update(kept.state)
        replay = cls()
        replay._open(doc)
        replay._ink = Ink(text_in(doc), kept.stretches)
        replay.seq = kept.seq
        replay.moments = Moments(kept.moments, decode_state_vector(doc.get_state()))
        replay._people = {person_id: index for index, person_id in enumerate(kept.people)}
        replay._added = [added for added, _ in kept.tallies]
        replay._removed = [removed for _, removed in kept.tallies]
        replay._demand_sound()
        if replay._sha256 != kept.sha256:
            raise HistoryDiffers(f"at {kept.seq}: what was kept makes another text")
        return replay

    def kept(self) -> Kept:
        """What `resumed` goes on from. Raises HistoryDiffers."""
        self._demand_sound()
        return Kept(
            self.seq,
            self._doc.get_update(),
            self._sha256,
            list(self._ink.stretches()),
            list(self._people),
            list(zip(self._added, self._removed, strict=True)),
            self.moments.entries,
        )

    @property
    def text(self) -> str:
        """The Markdown as it stood then."""
        return self._ink.utf8.decode()

    def take(self, row: Row) -> None:
        """Go on by `row`, the next of the log."""
        for stroke in self._strokes(row):
            self._do(stroke, row)

    def watch(self, row: Row) -> Sequence[Splice]:
        """As `take`; returns what the row does to the text, each on top of those before it."""
        splices = []
        for stroke in self._strokes(row):
            before, gone = self._ink.utf8[: stroke.at], self._ink.utf8[stroke.at : stroke.end]
            splices.append(Splice(units(before), units(gone), stroke.inserted.decode()))
            self._do(stroke, row)
        return splices

    def runs(self) -> Sequence[Run]:
        """Who wrote what stands there, from the first character to the last.

        Raises HistoryDiffers.
        """
        self._demand_sound()
        people, runs, at = list(self._people), [], 0
        for length, person, seq in self._ink.stretches():
            runs.append(Run(characters(self._ink.utf8[at : at + length]), people[person], seq))
            at += length
        return runs

    def tallies(self) -> Mapping[int, Tally]:
        """By person id; what all added less what all removed is the length of the text."""
        counts = map(Tally, self._added, self._removed)
        return dict(zip(self._people, counts, strict=True))

    def _strokes(self, row: Row) -> Iterator[Stroke]:
        """What `row` does; each is to be done before the next is asked for."""
        self._know(row.author_id)
        self.moments.note(row.payload, row.at)
        self._doc.apply_update(row.payload)
        self.seq = row.seq
        for delta in self._seen:
            at = 0
            for part in delta:
                if "retain" in part:
                    at += part["retain"]
                    continue
                inserted = part.get("insert", "").encode()
                yield Stroke(at, part.get("delete", 0), inserted)
                at += len(inserted)
        self._seen.clear()

    def _know(self, person_id: int) -> None:
        if person_id not in self._people:
            self._people[person_id] = len(self._people)
            self._added.append(0)
            self._removed.append(0)

    def _do(self, stroke: Stroke, row: Row) -> None:
        person = self._people[row.author_id]
        self._removed[person] += characters(self._ink.utf8[stroke.at : stroke.end])
        self._added[person] += characters(stroke.inserted)
        self._ink.do(stroke, person, row.seq)

    def _demand_sound(self) -> None:
        if not self._ink.is_whole:
            raise HistoryDiffers(f"at {self.seq}: not every character is somebody's")
        if self._ink.utf8 != text_in(self._doc).encode():
            raise HistoryDiffers(f"at {self.seq}: the changes make another text")
        if sum(self._added) - sum(self._removed) != len(self.text):
            raise HistoryDiffers(f"at {self.seq}: the sums do not make the length")

    @property
    def _sha256(self) -> str:
        return hashlib.sha256(self._ink.utf8).hexdigest()
