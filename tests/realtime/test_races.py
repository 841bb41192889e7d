"""Who freezes the text or takes a right away at the very moment somebody types wins, for good."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import Document, Membership, SignInSession, Update
from realtime.errors import Refused
from tests.realtime.conftest import NOW, Tab, World, together, until

RACES = 334  # of each kind: a thousand in all
MOST_BEFORE = 4  # updates that are surely in the log before anybody tries to stop the typing
SEED = 20261124


def freeze(session: Session, *, undo: bool) -> None:
    session.execute(update(Document).values(state=State.DRAFTING if undo else State.FROZEN))


def demote(session: Session, *, undo: bool) -> None:
    session.execute(update(Membership).values(role=Role.MEMBER if undo else Role.REVIEWER))


def sign_out(session: Session, *, undo: bool) -> None:
    ended: datetime | None = None if undo else NOW
    session.execute(update(SignInSession).values(ended_at=ended))


class Typist:
    """Types on until refused; next time begins with what was refused."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self._unsent: bytes | None = None

    def type_until_refused(self, acknowledged: list[int]) -> str:
        """The code of the refusal. The seqs of what was taken go to `acknowledged`."""
        while True:
            self._unsent = self._unsent or self.tab.write("a")
            try:
                acknowledged.append(self.tab.send(self._unsent))
            except Refused as refused:
                return refused.code
            self._unsent = None


@pytest.fixture
def elsewhere(database_url: str) -> Iterator[Callable[[], Database]]:
    """Opens the database as another process would."""
    opened: list[Database] = []

    def open_() -> Database:
        opened.append(Database(database_url))
        return opened[-1]

    yield open_
    for database in opened:
        database.engine.dispose()


def rows_in(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Update)) or 0


@pytest.mark.parametrize(
    ("stop", "code"), [(freeze, "frozen"), (demote, "forbidden"), (sign_out, "forbidden")]
)
def test_nothing_is_written_once_the_typing_is_stopped(
    world: World,
    elsewhere: Callable[[], Database],
    stop: Callable[..., None],
    code: str,
) -> None:
    chance = random.Random(SEED)
    judge = elsewhere()
    typists = [Typist(world.joined(room=world.another_room(elsewhere()))) for _ in range(2)]
    for _ in range(RACES):
        before = rows_in(judge)
        acknowledged, codes, at_the_stop = race(
            typists, judge, stop, chance.randint(0, MOST_BEFORE)
        )
        assert codes == [code, code]
        assert sorted(acknowledged) == list(range(before + 1, at_the_stop + 1))
        assert rows_in(judge) == at_the_stop
        with judge.write() as session:
            stop(session, undo=True)


def race(
    typists: list[Typist], judge: Database, stop: Callable[..., None], enough: int
) -> tuple[list[int], list[object], int]:
    """All type; once `enough` is written, they are stopped.

    Returns the seqs of what was taken, the codes of the refusals, and how many rows there were
    when the stop was committed.
    """
    acknowledged: list[int] = []

    def stop_them() -> int:
        until(lambda: len(acknowledged) >= enough)
        with judge.write() as session:
            stop(session, undo=False)
        return rows_in(judge)

    *codes, rows = together(
        *(lambda typist=typist: typist.type_until_refused(acknowledged) for typist in typists),
        stop_them,
    )
    assert isinstance(rows, int), rows
    return acknowledged, codes, rows
