"""What happened beside a text is told when it is committed, and only then."""

from collections.abc import Iterator

import pytest

from app.database import Database
from app.models import Group
from app.notices import Changed, Notice, RightsChanged, announce, noticed
from tests.conftest import NOW


@pytest.fixture
def told() -> Iterator[list[Notice]]:
    heard: list[Notice] = []
    listener = heard.append
    noticed.connect(listener, weak=False)
    yield heard
    noticed.disconnect(listener)


def test_what_is_announced_is_told_once_after_the_commit(
    database: Database, told: list[Notice]
) -> None:
    with database.write() as session:
        session.add(Group(name="Core", created_at=NOW))
        announce(session, Changed(1, "people"))
        announce(session, RightsChanged())
        assert told == []
    assert told == [Changed(1, "people"), RightsChanged()]
    with database.write():
        pass
    assert len(told) == 2


def test_what_is_rolled_back_is_never_told(database: Database, told: list[Notice]) -> None:
    with database.write() as session:
        session.add(Group(name="Core", created_at=NOW))
        announce(session, Changed(1, "people"))
        session.rollback()
    assert told == []
