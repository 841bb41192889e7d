"""What a vote costs the server: casting, and opening the box, with fifty voters on sixty clauses.

In the third round on a text of which half the clauses changed before each, on SQLite.
"""

import random
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy.orm import Session

from app.database import Database
from app.domain.ballots import Answer, Stance
from app.domain.diffs import edits
from app.domain.roles import Role
from app.domain.rules import USUAL_QUORUM, Rule
from app.migrations import upgrade
from app.models import Document, Person
from app.services.ballot_box import box_of
from app.services.closing import close_round
from app.services.documents import write_document
from app.services.groups import create_group
from app.services.memberships import add_member
from app.services.opening import Plan, open_round
from app.services.people import find_or_add_person
from app.services.rounds import find_round
from app.services.voting import Said, cast
from bench.figures import line
from realtime import log, server_edits

SEED = 20_261_124
NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
VOTERS, CLAUSES, ROUNDS = 50, 60, 3
TIMES = 30
NAMED = 5  # clauses of which a ballot says something of its own


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'votes.db'}")
        upgrade(database.engine)
        vote = _Vote(database)
        casting, counting = [], []
        for number in range(1, ROUNDS + 1):
            casting.append(vote.hold(number))
            counting.append(_timed(lambda number=number: vote.count(number)))
            print(line(f"cast one ballot, round {number}", casting[-1]))
            print(line(f"count the box, round {number}", counting[-1]))
            vote.go_on(number)
        for what, took in (("casting", casting), ("counting", counting)):
            ratio = median(took[-1]) / median(took[0])
            print(f"{what} in round {ROUNDS} takes {ratio:.2f} times as long as in the first")
        database.engine.dispose()


def _timed(act: Callable[[], object]) -> list[float]:
    """Milliseconds of each of TIMES."""
    took = []
    for _ in range(TIMES):
        before = time.perf_counter()
        act()
        took.append((time.perf_counter() - before) * 1000)
    return took


class _Vote:
    """Round after round on one text."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._chance = random.Random(SEED)
        with database.write() as session:
            group = create_group(session, "Core Group", NOW)
            self._people = [self._member(session, group, number) for number in range(VOTERS)]
            text = "\n".join(f"## Clause {one}\n\nWords of it.\n" for one in range(CLAUSES))
            self._document: Document = write_document(
                session, group, "Charter", self._people[0], text, NOW
            )

    def _member(self, session: Session, group: object, number: int) -> Person:
        person = find_or_add_person(session, f"{number}@example.org", f"Person {number}", NOW)
        add_member(session, group, person, Role.FACILITATOR, NOW)  # type: ignore[arg-type]
        return person

    def hold(self, number: int) -> list[float]:
        """Open a round, have all vote; milliseconds of each ballot."""
        at = NOW + number * WEEK
        with self._database.write() as session:
            chosen = {one.key: "" for one in self._people}
            plan = Plan(Rule.CONSENT, USUAL_QUORUM, at + WEEK, chosen)
            seen = log.head_of(session, self._document.id).seq
            open_round(session, self._people[0].id, self._document.key, plan, seen, at)
        took = []
        for person in self._people:
            said = Said(Answer(Stance.AGREE), self._named())
            before = time.perf_counter()
            with self._database.write() as session:
                cast(session, person.id, self._document.key, number, said, at)
            took.append((time.perf_counter() - before) * 1000)
        return took

    def count(self, number: int) -> object:
        with self._database.read() as session:
            row, _ = find_round(session, self._people[0].id, self._document.key, number)
            return box_of(session, row).outcome

    def go_on(self, number: int) -> None:
        """Close it, and change half of the clauses."""
        key, document_id = self._document.key, self._document.id
        with self._database.write() as session:
            close_round(session, self._people[0].id, key, number, NOW + (number + 1) * WEEK)
        with self._database.write() as session:
            head = log.head_of(session, document_id, lock=True)
            opened = server_edits.open_text(session, document_id, head)
            clauses = opened.markdown.split("\n## ")
            for place in self._chance.sample(range(CLAUSES), CLAUSES // 2):
                clauses[place] += f"More, before round {number + 1}.\n"
            changes = edits(opened.markdown, "\n## ".join(clauses))
            server_edits.write(session, opened, self._people[0].id, changes, NOW)

    def _named(self) -> Mapping[int, Answer]:
        """A few clauses, with what somebody says of them; somebody objects, and no round passes."""
        places = self._chance.sample(range(CLAUSES), NAMED)
        stances = [Stance.CONCERN, Stance.ABSTAIN, Stance.AGREE, Stance.CONCERN, Stance.OBJECT]
        return {
            place: Answer(stance, "A reason", "A remedy")
            for place, stance in zip(places, stances, strict=True)
        }
