"""Who wrote how much of a text as it stands: of each clause, and in all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.database import Database
from app.domain.authorship import characters_by_clause
from app.domain.clauses import Clause, split
from app.models import Document
from app.services.told import told_in_time
from realtime.history import Standing, standing_at
from realtime.people import PublicPerson, public_people
from realtime.replay import Tally


@dataclass(frozen=True)
class Part:
    """How much of something somebody wrote: `characters` of `of`."""

    person: PublicPerson
    characters: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.characters / self.of if self.of else 0


@dataclass(frozen=True)
class Total(Part):
    """Of the whole text; `tally`: what they ever added and removed."""

    tally: Tally


@dataclass(frozen=True)
class ClauseShares:
    """clauses: those that hold anything, in the order of the text, and who wrote them; people:
    everybody who ever wrote; in both those who wrote most come first."""

    clauses: Sequence[tuple[Clause, Sequence[Part]]]
    people: Sequence[Total]
    characters: int


def shares_of(database: Database, document: Document, now: datetime) -> ClauseShares:
    """Of the document as it stands. Raises LaterError; not to be called in a transaction."""
    with told_in_time():
        standing = standing_at(database, document.id, document.head, now)
    with database.read() as session:
        people = public_people(session, document.id, standing.tallies.keys())
    clauses = split(standing.text)
    runs = [(run.length, run.person_id) for run in standing.runs]
    by_clause = [
        (clause, [Part(people[one], count, len(clause.text)) for one, count in counts.items()])
        for clause, counts in zip(clauses, characters_by_clause(clauses, runs), strict=True)
        if counts
    ]
    return ClauseShares(by_clause, _totals(standing, people), len(standing.text))


def _totals(standing: Standing, people: Mapping[int, PublicPerson]) -> Sequence[Total]:
    left = dict.fromkeys(standing.tallies, 0)
    for run in standing.runs:
        left[run.person_id] += run.length
    totals = [
        Total(people[one], left[one], len(standing.text), tally)
        for one, tally in standing.tallies.items()
    ]
    return sorted(totals, key=lambda one: (-one.characters, -one.tally.added))
