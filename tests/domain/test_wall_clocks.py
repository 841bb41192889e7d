"""A time that somebody writes is one moment, or they are asked for another."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidError
from app.domain.wall_clocks import moment_at, next_full_hour, on_the_wall

PARIS, BEIRUT, KATHMANDU = map(ZoneInfo, ("Europe/Paris", "Asia/Beirut", "Asia/Kathmandu"))


@pytest.mark.parametrize(
    ("shown", "zone", "moment"),
    [
        ("2026-03-20T18:00", UTC, datetime(2026, 3, 20, 18, tzinfo=UTC)),
        ("2026-03-20T18:00", PARIS, datetime(2026, 3, 20, 17, tzinfo=UTC)),
        ("2026-03-29T03:00", PARIS, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("2026-10-25T03:00", PARIS, datetime(2026, 10, 25, 2, tzinfo=UTC)),
        ("2026-07-20T18:00:30", KATHMANDU, datetime(2026, 7, 20, 12, 15, 30, tzinfo=UTC)),
    ],
)
def test_the_moment_that_a_time_on_the_wall_means(
    shown: str, zone: ZoneInfo, moment: datetime
) -> None:
    assert moment_at(shown, zone) == moment


@pytest.mark.parametrize(
    ("shown", "zone", "sentence"),
    [
        ("2026-03-29T02:30", PARIS, "02:30 does not come on that day"),
        ("2026-03-29T00:15", BEIRUT, "00:15 does not come on that day"),
        ("2026-10-25T02:30", PARIS, "02:30 comes twice on that day"),
        ("", UTC, "a day and a time"),
        ("tomorrow", UTC, "a day and a time"),
        ("2026-03-20T18:00+02:00", UTC, "a day and a time"),
        ("0001-01-01T00:00", KATHMANDU, "a day and a time"),
        ("9999-12-31T23:59", PARIS, "a day and a time"),
    ],
)
def test_what_is_no_moment_or_two_is_asked_for_again(
    shown: str, zone: ZoneInfo, sentence: str
) -> None:
    with pytest.raises(InvalidError, match=sentence):
        moment_at(shown, zone)


@given(
    st.timedeltas(timedelta(0), timedelta(days=7300)),
    st.sampled_from([UTC, PARIS, BEIRUT, KATHMANDU, ZoneInfo("Australia/Lord_Howe")]),
)
def test_a_full_hour_soon_can_be_written_and_read_again(after: timedelta, zone: ZoneInfo) -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC) + after
    found = next_full_hour(at, zone)
    wall = on_the_wall(found, zone)
    assert wall.minute == wall.second == 0
    assert at <= found <= at + timedelta(hours=4)
    assert moment_at(wall.isoformat(), zone) == found
