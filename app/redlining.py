"""Texts compared in time: short ones at once, long ones beside the server, so that nobody waits."""

from __future__ import annotations

import json
import logging
import sys
import threading
from subprocess import SubprocessError

from markupsafe import Markup

from app.domain.diffs import Fate
from app.domain.errors import ConflictError
from app.rendering.differences import Spoken
from app.rendering.redline import Section, View, redline
from realtime.another_process import ask, stay_small

COMPARED_HERE = 120_000  # characters of both texts: so much takes some tenths of a second
CLAUSE_CHARACTERS = 500  # what a clause costs, however short it is
MOST_SECONDS = 60
WAIT_SECONDS = 60  # for those who asked before
MOST_AT_A_TIME = 2

_few_at_a_time = threading.Semaphore(MOST_AT_A_TIME)
logger = logging.getLogger(__name__)


def redline_in_time(before: str, after: str, view: View, spoken: Spoken) -> list[Section]:
    """As `redline`. Raises ConflictError when it would take too long."""
    if _cost(before) + _cost(after) <= COMPARED_HERE:
        return redline(before, after, view, spoken)
    try:
        answer = _ask_in_turn(json.dumps([before, after, view, spoken]).encode())
    except (OSError, SubprocessError):
        logger.exception("two texts of %d and %d characters", len(before), len(after))
        raise ConflictError(
            "These texts are too long to be compared on a page. Download their changes instead."
        ) from None
    return [_section(one) for one in json.loads(answer)]


def _cost(text: str) -> int:
    return len(text) + text.count("#") * CLAUSE_CHARACTERS


def _ask_in_turn(asked: bytes) -> bytes:
    if not _few_at_a_time.acquire(timeout=WAIT_SECONDS):
        raise TimeoutError("others are waiting, too")
    try:
        return ask("app.redlining", asked, MOST_SECONDS)
    finally:
        _few_at_a_time.release()


def _section(told: list[object]) -> Section:
    """The section that came as JSON; its HTML was cleaned where it was made."""
    one = Section(*told)  # type: ignore[arg-type]  # as `_main` wrote it
    return one._replace(
        fates=[Fate(fate) for fate in one.fates],
        was_under=tuple(one.was_under),
        inline=Markup(one.inline),  # noqa: S704
        rows=[(Markup(old), Markup(new)) for old, new in one.rows],  # noqa: S704
    )


def _main() -> None:
    stay_small(MOST_SECONDS)
    before, after, view, spoken = json.load(sys.stdin)
    json.dump(redline(before, after, View(view), Spoken(*spoken)), sys.stdout)


if __name__ == "__main__":
    _main()
