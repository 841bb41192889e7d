"""What makes one text of another, found in time: nobody may wait for it who writes meanwhile."""

import json
import logging
import sys
from collections.abc import Sequence
from subprocess import SubprocessError

from app.comparing.turns import MOST_SECONDS, ask_in_turn, is_soon_compared
from app.domain.diffs import edits, line_edits
from app.domain.spans import Change
from realtime.another_process import stay_small

logger = logging.getLogger(__name__)


def edits_in_time(before: str, after: str) -> Sequence[Change]:
    """As `edits`; by whole lines when that would take too long. Not to be called in a transaction.

    Whoever has to wait here, what they do can still be done.
    """
    if is_soon_compared(before, after):
        return edits(before, after)
    try:
        answer = ask_in_turn("app.comparing.rewording", json.dumps([before, after]).encode())
    except (OSError, SubprocessError):
        logger.exception("two texts of %d and %d characters", len(before), len(after))
        return line_edits(before, after)
    return [Change(*told) for told in json.loads(answer)]


def _main() -> None:
    stay_small(MOST_SECONDS)
    changes = edits(*json.load(sys.stdin))
    json.dump([[one.start, one.end, one.replacement] for one in changes], sys.stdout)


if __name__ == "__main__":
    _main()
