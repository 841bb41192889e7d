"""How many stand how, to each clause and to the whole text."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.ballots import Ballot, Stance, last_ones
from app.domain.electorates import Voter
from app.domain.objections import ObjectionKey
from app.domain.votes import Carried, Held, Origin, Vote, votes

NOTHING_CARRIED: Carried = MappingProxyType({})


@dataclass(frozen=True)
class Count:
    """How many voters hold each stance."""

    agree: int = 0
    concern: int = 0
    abstain: int = 0
    objecting: int = 0

    @property
    def in_favour(self) -> int:
        """Who agrees, also with a concern."""
        return self.agree + self.concern


@dataclass(frozen=True)
class Standing:
    """An objection that counts. clause: its place in the version, None for the whole text."""

    voter: str
    clause: int | None
    held: Held


@dataclass(frozen=True)
class Tally:
    """A vote, counted. cast: how many of the voters voted in this round, however they stand.

    clauses: one count for each, in order. standing: the objections that count, in that order, after
    those to the whole text.
    """

    voters: int
    cast: int
    whole: Count
    clauses: tuple[Count, ...]
    standing: tuple[Standing, ...]


def tally(
    ballots: Collection[Ballot],
    electorate: Sequence[Voter],
    clauses: int,
    ended: Collection[ObjectionKey] = frozenset(),
    carried: Carried = NOTHING_CARRIED,
) -> Tally:
    """The ballots of these voters on a version of so many clauses, counted.

    ended: the objections that count as abstentions. carried: what they said of the same words in an
    earlier round; it counts on clauses, and is not a ballot cast.
    """
    keys = {voter.key for voter in electorate}
    cast = len(keys & last_ones(ballots).keys())
    found = votes(ballots, clauses, ended, carried)
    ours = {voter: vote for voter, vote in found.items() if voter in keys}
    return Tally(
        len(electorate),
        cast,
        _count(vote.whole for vote in ours.values()),
        tuple(
            _count(vote.clauses.get(place) for vote in ours.values()) for place in range(clauses)
        ),
        tuple(_standing(ours, clauses)),
    )


def _standing(ours: Mapping[str, Vote], clauses: int) -> Iterator[Standing]:
    for place in (None, *range(clauses)):
        for voter, vote in ours.items():
            held = _on(vote, place)
            if held is not None and held.stance is Stance.OBJECT:
                yield Standing(voter, place, held)


def _on(vote: Vote, place: int | None) -> Held | None:
    return vote.whole if place is None else vote.clauses.get(place)


def _count(held: Iterable[Held | None]) -> Count:
    found = Counter(one.stance for one in held if one is not None)
    return Count(
        found[Stance.AGREE], found[Stance.CONCERN], found[Stance.ABSTAIN], found[Stance.OBJECT]
    )


def carried_over(
    found: Mapping[str, Vote], electorate: Sequence[Voter], clauses: int
) -> tuple[Count, ...]:
    """Of what counts on each clause, how much was said in an earlier round and not again."""
    keys = {voter.key for voter in electorate}
    held = [
        {place: one for place, one in vote.clauses.items() if one.origin is Origin.CARRIED}
        for voter, vote in found.items()
        if voter in keys
    ]
    return tuple(_count(one.get(place) for one in held) for place in range(clauses))
