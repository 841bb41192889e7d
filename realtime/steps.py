"""The steps in which a text grew, to be shown one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from realtime.replay import Row, Splice

MAX_STEPS = 2_000  # of one answer
MAX_UNITS = 1_000_000  # that they insert together; the last step may go beyond
TOGETHER = timedelta(seconds=2)


@dataclass
class Step:
    """What one person did within a moment that began at `at`; after it the text is that of `seq`.

    splices: each on top of those before it.
    """

    seq: int
    at: datetime
    person_id: int
    splices: list[Splice]


class Steps:
    """Of rows that follow each other."""

    def __init__(self) -> None:
        self.all: list[Step] = []
        self._units = 0

    def add(self, row: Row, splices: Sequence[Splice]) -> None:
        """Take in what `row` does: as a step, or as more of the last one."""
        self._units += sum(len(splice.inserted) for splice in splices)
        last = self.all[-1] if self.all else None
        if last and last.person_id == row.author_id and row.at - last.at <= TOGETHER:
            last.seq = row.seq
        elif splices:
            last = Step(row.seq, row.at, row.author_id, [])
            self.all.append(last)
        for splice in splices:
            _go_on(self.all[-1].splices, splice)

    @property
    def are_enough(self) -> bool:
        """Whether one answer should hold no more."""
        return len(self.all) >= MAX_STEPS or self._units >= MAX_UNITS


def _go_on(splices: list[Splice], splice: Splice) -> None:
    """Who types writes letter after letter: that is one splice."""
    if splices and not splice.deleted:
        last = splices[-1]
        if splice.at == last.at + _units(last.inserted):
            splices[-1] = Splice(last.at, last.deleted, last.inserted + splice.inserted)
            return
    splices.append(splice)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
