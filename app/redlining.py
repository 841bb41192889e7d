"""Texts compared in time: short ones at once, long ones beside the server, so that nobody waits."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from subprocess import DEVNULL, PIPE, SubprocessError

from markupsafe import Markup

from app.domain.diffs import Fate
from app.domain.errors import ConflictError
from app.rendering.differences import Spoken
from app.rendering.redline import Section, View, redline

COMPARED_HERE = 120_000  # characters of both texts: so much takes some tenths of a second
MOST_SECONDS = 60
MOST_AT_A_TIME = 2
NICENESS = 10  # of a process that compares: those who type come first

_ROOT = Path(__file__).parent.parent
_few_at_a_time = threading.Semaphore(MOST_AT_A_TIME)
logger = logging.getLogger(__name__)


def redline_in_time(before: str, after: str, view: View, spoken: Spoken) -> list[Section]:
    """As `redline`. Raises ConflictError when it would take too long."""
    if len(before) + len(after) <= COMPARED_HERE:
        return redline(before, after, view, spoken)
    try:
        with _few_at_a_time:
            answer = _ask_another(json.dumps([before, after, view, spoken]).encode())
    except (OSError, SubprocessError):
        logger.exception("two texts of %d and %d characters", len(before), len(after))
        raise ConflictError(
            "These texts are too long to be compared on a page. Download their changes instead."
        ) from None
    return [_section(one) for one in json.loads(answer)]


def _ask_another(asked: bytes) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "app.redlining"],
        cwd=_ROOT,
        input=asked,
        stdout=PIPE,
        stderr=DEVNULL,
        timeout=MOST_SECONDS,
        check=True,
    )
    return done.stdout


def _section(told: list[object]) -> Section:
    """The section that came as JSON; its HTML was cleaned where it was made."""
    one = Section(*told)  # type: ignore[arg-type]  # as `_main` wrote it
    return one._replace(
        fates=[Fate(fate) for fate in one.fates],
        inline=Markup(one.inline),  # noqa: S704
        rows=[(Markup(old), Markup(new)) for old, new in one.rows],  # noqa: S704
    )


def _main() -> None:
    os.nice(NICENESS)
    signal.alarm(MOST_SECONDS)  # ends this also when who asked was killed and cannot
    before, after, view, spoken = json.load(sys.stdin)
    json.dump(redline(before, after, View(view), Spoken(*spoken)), sys.stdout)


if __name__ == "__main__":
    _main()
