"""Rounds, voters and ballots for the tests of votes, with what does not matter left out."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from app.domain.ballots import Answer, Ballot, Stance
from app.domain.electorates import Voter
from app.domain.outcomes import Outcome, outcome
from app.domain.rounds import Round
from app.domain.rules import USUAL_QUORUM, Rule
from app.domain.tallies import NOTHING_CARRIED, tally
from app.domain.votes import Carried, Held, Origin

DEADLINE = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
BEFORE = DEADLINE - SECOND

AGREE, CONCERN, ABSTAIN, OBJECT = Stance

Said = Stance | tuple[Stance, Mapping[int, Stance]]


def people(number: int) -> tuple[Voter, ...]:
    """So many who vote for themselves: 1, 2 …"""
    return tuple(Voter(one, f"Person {one}") for one in range(1, number + 1))


def key(person_id: int) -> str:
    """By what one of them is known."""
    return f"person:{person_id}"


def answer(stance: Stance) -> Answer:
    """With all that an objection needs."""
    return Answer(stance, "Too long.", "Make it shorter.") if stance is OBJECT else Answer(stance)


def ballot(
    person_id: int, whole: Stance, exceptions: Mapping[int, Stance] | None = None, number: int = 0
) -> Ballot:
    """Of somebody who votes for themselves; it has their own number unless it says another."""
    named = {place: answer(stance) for place, stance in (exceptions or {}).items()}
    return Ballot(
        number or person_id, key(person_id), answer(whole), named, BEFORE, cast_by=person_id
    )


def ballots(*said: Said | None) -> list[Ballot]:
    """What people 1, 2 … say: a stance on the whole, with those on clauses, or nothing."""
    return [
        ballot(person, one) if isinstance(one, Stance) else ballot(person, *one)
        for person, one in enumerate(said, 1)
        if one is not None
    ]


def round_of(
    voters: int, rule: Rule = Rule.CONSENT, clauses: int = 2, quorum: Fraction = USUAL_QUORUM
) -> Round:
    """An open round of so many people."""
    return Round(rule, quorum, DEADLINE, people(voters), clauses)


def decided(
    round_: Round,
    cast: Sequence[Ballot],
    ended: frozenset[tuple[int, int | None]] = frozenset(),
    carried: Carried = NOTHING_CARRIED,
) -> Outcome:
    """What the round decides with these ballots."""
    return outcome(round_, tally(cast, round_.electorate, round_.clauses, ended, carried))


UNHURRIED = settings(deadline=None)  # others may need the processor meanwhile

VOTERS, CLAUSES = 5, 3  # of the rounds that are made up
RULES = st.sampled_from(Rule)
STANCES = st.sampled_from(Stance)
_ONE = st.builds(
    ballot,
    st.integers(1, VOTERS),
    STANCES,
    st.dictionaries(st.integers(0, CLAUSES - 1), STANCES, max_size=CLAUSES),
)


# What some said of some clauses in an earlier round.
CARRIED = st.dictionaries(
    st.integers(1, VOTERS).map(key),
    st.dictionaries(
        st.integers(0, CLAUSES - 1),
        STANCES.map(lambda one: Held(one, answer(one), Origin.CARRIED, 99, 0)),
    ),
)


@st.composite
def cast_in_order(draw: st.DrawFn) -> list[Ballot]:
    """Up to eight ballots of up to five people, who may vote again, numbered as they were cast."""
    return [
        Ballot(number, one.voter, one.whole, one.exceptions, one.cast_at, one.cast_by)
        for number, one in enumerate(draw(st.lists(_ONE, max_size=8)), 1)
    ]
