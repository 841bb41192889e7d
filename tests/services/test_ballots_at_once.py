"""Two hundred ballots of one person at the same instant: one counts, none is lost, all in order."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.ballot_papers import read
from app.domain.ballots import Answer, Stance
from app.domain.roles import Role
from app.domain.tallies import Count
from app.models import Person
from app.services.voting import Said, cast
from tests.polling import SOON, Poll
from tests.services.at_once import PATIENCE_SECONDS
from tests.services.chamber import acts_of, ballots_of

BALLOTS = 200
TIMES = 20


def patiently(database: Database, act: Callable[[Session], object]) -> None:
    """In turn: SQLite sends away who has waited some seconds, and has no order among them."""
    while True:
        try:
            with database.write() as session:
                act(session)
        except OperationalError as error:
            if "database is locked" not in str(error):
                raise
        else:
            return


@pytest.mark.parametrize("_time", range(TIMES))
def test_the_last_counts_and_the_ledger_has_all_in_the_same_order(
    database: Database, poll: Poll, add_person: Callable[..., Person], _time: int
) -> None:
    nour = add_person("Nour", Role.MEMBER)
    poll.open(nour, add_person("Omar", Role.MEMBER))
    answers = [Answer(Stance.CONCERN, str(number)) for number in range(BALLOTS)]

    together = threading.Barrier(BALLOTS)

    def vote(answer: Answer) -> None:
        together.wait(PATIENCE_SECONDS)
        patiently(
            database,
            lambda session: cast(session, nour.id, poll.key, 1, Said(answer, {}), SOON),
        )

    with ThreadPoolExecutor(BALLOTS) as pool:
        list(pool.map(vote, answers))
    kept = ballots_of(poll)
    assert {read(0, one.content).whole for one in kept} == set(answers)
    assert len(kept) == BALLOTS
    written = acts_of(poll, "ballot")
    assert [act["ballot"] for act in written] == [one.id for one in kept]
    assert [act["receipt"] for act in written] == [one.receipt for one in kept]
    box = poll.box
    assert (box.outcome.cast, box.outcome.whole.count) == (1, Count(concern=1))
    counts = box.voted[f"person:{nour.id}"]
    assert (counts.number, counts.whole) == (kept[-1].id, read(0, kept[-1].content).whole)
