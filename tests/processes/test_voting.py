"""A vote in which ballots come in by two processes, while the clerks of two others look at it."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from app.domain.rounds import RoundState
from app.models import Group, Person
from app.services.documents import write_document
from tests.cluster import Cluster
from tests.live_server import ROOT
from tests.polling import Poll
from tests.realtime.conftest import until
from tests.services.chamber import acts_of, ballots_of

BALLOTS = 50  # by each process
UNENDING = 100_000
TIME_TO_VOTE = timedelta(seconds=4)
PATIENCE_SECONDS = 60
_numbers = count(1)


@pytest.fixture
def people(cluster: Cluster) -> dict[str, Person]:
    """Those of the demonstration, by their first names."""
    with cluster.one.database.read() as session:
        return {one.name.split()[0]: one for one in session.scalars(select(Person))}


@pytest.fixture
def poll(cluster: Cluster, people: dict[str, Person]) -> Poll:
    """On a text of its own."""
    database = cluster.one.database
    with database.write() as session:
        group = session.scalars(select(Group)).one()
        title = f"Draft {next(_numbers)}"
        document = write_document(session, group, title, people["Camille"], "Words", _now())
    return Poll(database, document, people["Camille"])


def cast_by_two(
    poll: Poll, voters: list[Person], ballots: int, open_round: Callable[[], object]
) -> tuple[list[int], set[str]]:
    """Each of two processes casts ballots of one of them in the first round, which opens once both
    are ready; which were taken, and the refusals."""
    url = poll.database.engine.url.render_as_string(hide_password=False)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.processes.caster", url, poll.key, "1",
             str(voter.id), str(ballots)],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for voter in voters
    ]  # fmt: skip
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    open_round()
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [json.loads(one.communicate(timeout=PATIENCE_SECONDS)[0]) for one in processes]
    taken = [ballot for one in said for ballot in one["taken"]]
    return taken, {sentence for one in said for sentence in one["refused"]}


def test_of_many_ballots_of_one_person_by_two_processes_one_counts(
    poll: Poll, people: dict[str, Person]
) -> None:
    nour = people["Nour"]
    taken, refused = cast_by_two(
        poll, [nour, nour], BALLOTS, lambda: open_until(poll, _now() + timedelta(days=1), people)
    )
    kept = [one.id for one in ballots_of(poll)]
    assert (len(kept), refused) == (2 * BALLOTS, set())
    assert sorted(taken) == kept == [act["ballot"] for act in acts_of(poll, "ballot")]
    assert poll.box.outcome.cast == 1
    assert poll.box.voted[f"person:{nour.id}"].number == kept[-1]


def test_at_the_deadline_every_ballot_that_was_taken_counts_and_two_clerks_close_once(
    poll: Poll, people: dict[str, Person]
) -> None:
    voters = [people["Nour"], people["Mariana"]]
    taken, refused = cast_by_two(
        poll, voters, UNENDING, lambda: open_until(poll, _now() + TIME_TO_VOTE, people)
    )
    assert refused <= {
        "The deadline of this round is over: no vote counts any more.",
        "This round is closed already.",
    }
    until(lambda: poll.round.state is RoundState.CLOSED)
    kept = [one.number for one in poll.box.ballots]
    assert sorted(taken) == kept
    deadline = poll.round.deadline
    assert all(one.cast_at < deadline for one in poll.box.ballots)
    acts = acts_of(poll, "ballot", "closed")
    assert [act.get("ballot") for act in acts] == [*kept, None]
    outcome, closed = poll.box.outcome, acts[-1]
    assert (closed["cast"], closed["result"], closed["by"]) == (2, outcome.result, None)
    assert closed["whole"] == [0, outcome.whole.count.concern, 0, 0] == [0, 2, 0, 0]


def open_until(poll: Poll, deadline: datetime, people: dict[str, Person]) -> None:
    voters = (people[name] for name in ("Nour", "Mariana", "Ousmane"))
    poll.open(*voters, now=_now(), deadline=deadline)


def _now() -> datetime:
    return datetime.now(UTC)
