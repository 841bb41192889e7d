"""How often somebody wants to read by mail what others said about the texts."""

from datetime import datetime, timedelta
from enum import StrEnum


class Digest(StrEnum):
    """At most one mail a day; one soon after something is said; or none."""

    DAILY = "daily"
    EACH = "each"
    NONE = "none"


PAUSE = {Digest.DAILY: timedelta(days=1), Digest.EACH: timedelta(minutes=10)}
SETTLING = timedelta(minutes=10)  # who says something often says more, or takes it back


def is_due(digest: Digest, told_at: datetime, said_at: datetime, now: datetime) -> bool:
    """Whether it is time to write of what was last said at `said_at` to who was told at `told_at`.

    Not before the last of it has stood for a while, but a day of talking does not put it off.
    """
    if digest is Digest.NONE or said_at <= told_at:
        return False
    has_settled = now - said_at >= SETTLING
    return now - told_at >= PAUSE[digest] and (has_settled or digest is Digest.DAILY)
