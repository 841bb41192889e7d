"""When those who have not voted are reminded by the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.reminders import is_due

DEADLINE = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def before(hours: float) -> datetime:
    return DEADLINE - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("opened", "reminded", "now", "due"),
    [
        (before(200), None, before(72) - SECOND, False),
        (before(200), None, before(72), True),
        (before(200), None, before(30), True),  # nobody looked meanwhile
        (before(200), before(72), before(72) + SECOND, False),
        (before(200), before(72), before(24) - SECOND, False),
        (before(200), before(72), before(24), True),
        (before(200), before(24), before(2) - SECOND, False),
        (before(200), before(24), before(2), True),
        (before(200), before(2), DEADLINE - SECOND, False),
        (before(200), None, before(1), True),  # once, however many moments have passed
        (before(200), before(1), before(0.5), False),
        (before(200), None, DEADLINE, False),
        (before(200), before(24), DEADLINE + SECOND, False),
        # By hand, less than an hour before the moment: that was the reminder.
        (before(200), before(24.5), before(24), False),
        (before(200), before(24.5), before(3), False),
        (before(200), before(25), before(24), True),
        (before(200), before(60), before(24), True),
        # Opened shortly before a moment: who has just been asked is not reminded.
        (before(72.5), None, before(72), False),
        (before(72.5), None, before(24), True),
        (before(73), None, before(72), True),
        (before(2.5), None, before(1), False),
        (before(1), None, before(0.5), False),
    ],
)
def test_when_a_reminder_is_due(
    opened: datetime, reminded: datetime | None, now: datetime, due: bool
) -> None:
    assert is_due(opened, reminded, DEADLINE, now) is due
