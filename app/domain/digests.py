"""How often somebody wants to read by mail what others said about the texts."""

from datetime import datetime, timedelta
from enum import StrEnum


class Digest(StrEnum):
    """At most one mail a day; one for each thread, soon after something is said there; or none."""

    DAILY = "daily"
    EACH = "each"
    NONE = "none"


PAUSE = timedelta(days=1)
SETTLING = timedelta(minutes=10)  # who says something often says more, or takes it back
LANDING = timedelta(minutes=1)  # what was said a moment ago may not be committed yet


def is_due(digest: Digest, told_at: datetime, said_at: datetime, now: datetime) -> bool:
    """Whether it is time to write of what was last said at `said_at` to who was told at `told_at`.

    Of a thread: not before the last of it has stood for a while. Of everything: once a day,
    however much is being said.
    """
    if digest is Digest.NONE or said_at <= told_at:
        return False
    return now - told_at >= PAUSE if digest is Digest.DAILY else now - said_at >= SETTLING
