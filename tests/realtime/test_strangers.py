"""Who does not say who they are has little time, and there are never many of them."""

import time

from realtime.limits import MAX_STRANGERS, STRANGER_SECONDS
from realtime.strangers import Strangers


class Line:
    cut = False

    def abort(self) -> None:
        self.cut = True


def test_the_oldest_stranger_goes_when_there_are_too_many() -> None:
    strangers, lines = Strangers(), [Line() for _ in range(MAX_STRANGERS + 2)]
    for line in lines:
        strangers.add(line)
    assert [line.cut for line in lines] == [True, True, *[False] * MAX_STRANGERS]


def test_who_said_who_they_are_is_never_cut() -> None:
    strangers, known = Strangers(), Line()
    strangers.add(known)
    strangers.remove(known)
    for _ in range(MAX_STRANGERS + 1):
        strangers.add(Line())
    strangers.sweep(time.monotonic() + STRANGER_SECONDS + 1)
    assert not known.cut


def test_a_stranger_has_a_few_seconds() -> None:
    strangers, line = Strangers(), Line()
    strangers.add(line)
    now = time.monotonic()
    strangers.sweep(now + STRANGER_SECONDS - 1)
    assert not line.cut
    strangers.sweep(now + STRANGER_SECONDS + 1)
    assert line.cut
