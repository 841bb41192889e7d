"""Tracked changes, found in time: of long texts by a process of its own, so that nobody waits."""

import json
import logging
import sys
from collections.abc import Sequence
from subprocess import SubprocessError

from app.comparing.turns import MOST_SECONDS, ask_in_turn, is_soon_compared
from app.domain.errors import ConflictError
from app.domain.tracked import Tracked, tracked
from realtime.another_process import stay_small

logger = logging.getLogger(__name__)


def tracked_in_time(before: str, after: str) -> Sequence[Tracked]:
    """As `tracked`. Raises ConflictError when it would take too long."""
    if is_soon_compared(before, after):
        return tracked(before, after)
    try:
        answer = ask_in_turn("app.comparing.tracking", json.dumps([before, after]).encode())
    except (OSError, SubprocessError):
        logger.exception("two texts of %d and %d characters", len(before), len(after))
        raise ConflictError(
            "These texts are too long to be compared on a page. Download their changes instead."
        ) from None
    return [
        Tracked(text, place and (tuple(place[0]), place[1])) for text, place in json.loads(answer)
    ]


def _main() -> None:
    stay_small(MOST_SECONDS)
    json.dump(tracked(*json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    _main()
