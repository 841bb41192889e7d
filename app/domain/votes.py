"""How each voter stands to a text, all that they said taken together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.ballots import Answer, Ballot, Stance, inherited, last_ones
from app.domain.objections import ObjectionKey


class Origin(StrEnum):
    """Why a stance counts on a clause: it names it; it is that on the whole text; or it was that
    of an earlier round, on the same words."""

    NAMED = "named"
    INHERITED = "inherited"
    CARRIED = "carried"


@dataclass(frozen=True)
class Held:
    """A stance as it counts. answer: as it was given.

    ballot, clause: where it was given; the place of the clause in that version, None for the whole.
    """

    stance: Stance
    answer: Answer
    origin: Origin
    ballot: int
    clause: int | None


@dataclass(frozen=True)
class Vote:
    """How one voter stands: to the whole text, if they voted, and by the places of clauses."""

    whole: Held | None
    clauses: Mapping[int, Held]


Carried = Mapping[str, Mapping[int, Held]]  # voter -> place of a clause -> the earlier stance


def votes(
    ballots: Collection[Ballot], clauses: int, ended: Collection[ObjectionKey], carried: Carried
) -> dict[str, Vote]:
    """Voter -> how they stand to a version of so many clauses.

    What a ballot says of a clause by name comes first, then an earlier stance on the same words,
    then what it says of the whole text. Whoever named a clause once has revoked the earlier one.
    """
    last = last_ones(ballots)
    named = _named(ballots)
    found: dict[str, Vote] = {}
    for voter in sorted({*last, *carried}):
        kept = {
            clause: held
            for clause, held in carried.get(voter, {}).items()
            if (voter, clause) not in named
        }
        if voter in last:
            found[voter] = _vote(last[voter], clauses, ended, kept)
        else:
            found[voter] = Vote(None, kept)
    return found


def _named(ballots: Iterable[Ballot]) -> set[tuple[str, int]]:
    """Which voters named which clauses, in whatever ballot."""
    return {(one.voter, clause) for one in ballots for clause in one.exceptions}


def _vote(
    ballot: Ballot, clauses: int, ended: Collection[ObjectionKey], kept: Mapping[int, Held]
) -> Vote:
    held: dict[int, Held] = {}
    if inherited(ballot) is not None:
        held = dict.fromkeys(range(clauses), _held(ballot, None, Origin.INHERITED, ended))
    held |= kept
    held |= {one: _held(ballot, one, Origin.NAMED, ended) for one in ballot.exceptions}
    return Vote(_held(ballot, None, Origin.NAMED, ended), held)


def _held(
    ballot: Ballot, clause: int | None, origin: Origin, ended: Collection[ObjectionKey]
) -> Held:
    """What the ballot says of that clause; an objection that ended counts as an abstention."""
    answer = ballot.answers[clause]
    is_ended = answer.stance is Stance.OBJECT and (ballot.number, clause) in ended
    stance = Stance.ABSTAIN if is_ended else answer.stance
    return Held(stance, answer, origin, ballot.number, clause)
