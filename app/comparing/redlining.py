"""Texts compared in time: short ones at once, long ones beside the server, so that nobody waits."""

from __future__ import annotations

import json
import logging
import sys
from subprocess import SubprocessError

from markupsafe import Markup

from app.comparing.turns import MOST_SECONDS, ask_in_turn, is_soon_compared
from app.domain.diffs import Fate
from app.domain.errors import ConflictError
from app.rendering.differences import Spoken
from app.rendering.redline import Section, View, redline
from realtime.another_process import stay_small

logger = logging.getLogger(__name__)


def redline_in_time(before: str, after: str, view: View, spoken: Spoken) -> list[Section]:
    """As `redline`. Raises ConflictError when it would take too long."""
    if is_soon_compared(before, after):
        return redline(before, after, view, spoken)
    try:
        answer = ask_in_turn(
            "app.comparing.redlining", json.dumps([before, after, view, spoken]).encode()
        )
    except (OSError, SubprocessError):
        logger.exception("two texts of %d and %d characters", len(before), len(after))
        raise ConflictError(
            "These texts are too long to be compared on a page. Download their changes instead."
        ) from None
    return [_section(one) for one in json.loads(answer)]


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
