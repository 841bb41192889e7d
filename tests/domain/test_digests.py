"""When somebody hears by mail what was said."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.digests import Digest, is_due

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("digest", "told", "said", "due"),
    [
        (Digest.DAILY, timedelta(days=1), timedelta(hours=3), True),
        (Digest.DAILY, timedelta(days=1), timedelta(seconds=1), True),
        (Digest.DAILY, timedelta(hours=23), timedelta(hours=3), False),
        (Digest.DAILY, timedelta(days=2), timedelta(days=2), False),  # nothing new
        (Digest.EACH, timedelta(hours=1), timedelta(minutes=10), True),
        (Digest.EACH, timedelta(hours=1), timedelta(minutes=9), False),  # may go on
        (Digest.EACH, timedelta(minutes=9), timedelta(minutes=9), False),
        (Digest.NONE, timedelta(days=9), timedelta(days=3), False),
    ],
)
def test_when_a_mail_is_due(digest: Digest, told: timedelta, said: timedelta, due: bool) -> None:
    assert is_due(digest, NOW - told, NOW - said, NOW) is due
