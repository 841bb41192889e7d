"""When those who have not voted yet are reminded."""

from datetime import datetime, timedelta

BEFORE = (timedelta(hours=72), timedelta(hours=24), timedelta(hours=2))  # the deadline
PAUSE = timedelta(hours=1)  # between two that are asked for by hand


def is_due(
    opened_at: datetime, reminded_at: datetime | None, deadline: datetime, now: datetime
) -> bool:
    """Whether a moment for reminding came since the round was opened, or since the last one.

    Who was written to less than PAUSE ago is not written to again by the clock.
    """
    last = reminded_at or opened_at
    return now < deadline and any(last + PAUSE <= deadline - one <= now for one in BEFORE)
