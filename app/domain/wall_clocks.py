"""What a clock on the wall shows in some zone, as the one moment that it means."""

from datetime import UTC, datetime, timedelta, tzinfo

from app.domain.errors import InvalidError

YEARS = range(2000, 3000)  # in which every zone can tell every moment


def moment_at(shown: str, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which clocks in `zone` show this: ISO 8601 without a zone.

    Raises InvalidError when they never do, because they are put forward then, or do so twice.
    """
    wall = _read(shown)
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if on_the_wall(first, zone) != wall:
        raise InvalidError(
            "Clocks are put forward then: %(time)s does not come on that day. Choose another time.",
            time=f"{wall:%H:%M}",
        )
    if first != second:
        raise InvalidError(
            "Clocks are set back then: %(time)s comes twice on that day. Choose another time.",
            time=f"{wall:%H:%M}",
        )
    return first


def on_the_wall(at: datetime, zone: tzinfo) -> datetime:
    """What clocks in `zone` show at a moment, without a zone."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def next_full_hour(at: datetime, zone: tzinfo) -> datetime:
    """The first moment from `at` on at which clocks in `zone` show a full hour, and do so once."""
    wall = on_the_wall(at + timedelta(hours=1) - timedelta.resolution, zone)
    wall = wall.replace(minute=0, second=0, microsecond=0)
    for hours in range(4):  # a change of the clocks takes no longer
        try:
            return moment_at((wall + timedelta(hours=hours)).isoformat(), zone)
        except InvalidError:
            continue
    return at


def _read(shown: str) -> datetime:
    try:
        wall = datetime.fromisoformat(shown)
    except ValueError:
        raise _unreadable() from None
    if wall.tzinfo is not None or wall.year not in YEARS:
        raise _unreadable()
    return wall


def _unreadable() -> InvalidError:
    return InvalidError("Say until when: a day and a time.")
