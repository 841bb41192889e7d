"""What a round asks of whom, as it is read again in plain words before it is opened."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.rounds import Round
from app.domain.rules import Rule, stopping


@dataclass(frozen=True)
class Terms:
    """What is fixed by opening a round, in numbers that a page puts into words.

    organisations: how many of the voters are some. needed: how many must vote. stopping: how many
    objections stop a clause when all the others agree.
    """

    voters: int
    organisations: int
    needed: int
    rule: Rule
    stopping: int
    clauses: int
    deadline: datetime


def terms(round_: Round) -> Terms:
    """The terms of this round."""
    voters = len(round_.electorate)
    return Terms(
        voters,
        sum(1 for voter in round_.electorate if voter.organisation),
        round_.needed,
        round_.rule,
        stopping(round_.rule, voters),
        round_.clauses,
        round_.deadline,
    )
