"""Visits: half an hour without being seen ends one; what others did after the last is new."""

from datetime import timedelta

import pytest

from app.domain.visits import VISIT_ENDS_AFTER, end_of_last, is_new
from tests.conftest import NOW

BEFORE = NOW - timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        (timedelta(0), BEFORE),
        (VISIT_ENDS_AFTER - SECOND, BEFORE),
        (VISIT_ENDS_AFTER, NOW),
        (timedelta(days=9), NOW),
    ],
)
def test_a_visit_ends_when_somebody_was_away(away: timedelta, expected: object) -> None:
    assert end_of_last(BEFORE, NOW, NOW + away) == expected


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ([], False),
        ([NOW], False),
        ([NOW - SECOND], False),
        ([NOW - SECOND, NOW + SECOND], True),
    ],
)
def test_what_came_after_the_last_visit_is_new(moments: list[object], expected: bool) -> None:
    assert is_new(moments, NOW) is expected
    assert not is_new(moments, None)
