"""When a visit to a document ends, and what is new to somebody who comes again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

VISIT_ENDS_AFTER = timedelta(minutes=30)  # in which somebody was not seen


def end_of_last(before_at: datetime | None, seen_at: datetime, now: datetime) -> datetime | None:
    """When the visit before this one ended, for somebody who is seen `now`.

    before_at, seen_at: the same, and when they were last seen, as noted until now.
    """
    return seen_at if now - seen_at >= VISIT_ENDS_AFTER else before_at


def is_new(moments: Iterable[datetime], before_at: datetime | None) -> bool:
    """Whether one of the moments came after the last visit; on a first visit nothing is new."""
    return before_at is not None and any(moment > before_at for moment in moments)
