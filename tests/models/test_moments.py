"""Moments go into the database with a zone and come out in UTC, to the microsecond."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from app.database import Database
from app.models import Group

BEIRUT = timezone(timedelta(hours=3))


def test_a_moment_survives_in_utc(database: Database) -> None:
    moment = datetime(2026, 6, 1, 12, 0, 0, 123456, tzinfo=BEIRUT)
    with database.write() as session:
        session.add(Group(name="Core Group", created_at=moment))
    with database.read() as session:
        found = session.query(Group).one().created_at
    assert found == moment
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"), database.write() as session:
        session.add(Group(name="Core Group", created_at=datetime(2026, 6, 1)))  # noqa: DTZ001
