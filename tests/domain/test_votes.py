"""How a voter stands to each clause, by what they said and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ballots import Ballot, Stance
from app.domain.votes import Held, Origin, Vote, votes
from tests.domain.voting import (
    ABSTAIN,
    AGREE,
    CLAUSES,
    CONCERN,
    OBJECT,
    UNHURRIED,
    answer,
    ballot,
    cast_in_order,
    key,
)

NAMED, INHERITED, CARRIED = Origin
# What person 1 said, in ballot 90 of an earlier round, of the clause that is the first now.
EARLIER = {key(1): {0: Held(OBJECT, answer(OBJECT), CARRIED, 90, 4)}}


def stands(vote: Vote) -> dict[int, tuple[Stance, Origin]]:
    """By clause."""
    return {place: (one.stance, one.origin) for place, one in vote.clauses.items()}


@pytest.mark.parametrize("stance", [AGREE, CONCERN, ABSTAIN])
def test_clauses_inherit_and_say_so(stance: Stance) -> None:
    vote = votes([ballot(1, stance, {1: OBJECT})], 3, (), {})[key(1)]
    assert stands(vote) == {0: (stance, INHERITED), 1: (OBJECT, NAMED), 2: (stance, INHERITED)}
    assert vote.whole == Held(stance, answer(stance), NAMED, 1, None)


def test_an_objection_does_not_spread_to_clauses_it_does_not_name() -> None:
    vote = votes([ballot(1, OBJECT, {1: OBJECT, 2: AGREE})], 3, (), {})[key(1)]
    assert stands(vote) == {1: (OBJECT, NAMED), 2: (AGREE, NAMED)}


def test_what_is_named_alike_is_named_all_the_same() -> None:
    vote = votes([ballot(1, AGREE, {0: AGREE})], 2, (), {})[key(1)]
    assert stands(vote) == {0: (AGREE, NAMED), 1: (AGREE, INHERITED)}


def test_an_objection_that_ended_is_an_abstention_that_keeps_its_words() -> None:
    cast = [ballot(1, OBJECT, {1: OBJECT})]
    vote = votes(cast, 2, {(1, None), (1, 1)}, {})[key(1)]
    assert vote.whole == Held(ABSTAIN, answer(OBJECT), NAMED, 1, None)
    assert vote.clauses == {1: Held(ABSTAIN, answer(OBJECT), NAMED, 1, 1)}


def test_an_objection_that_ended_and_is_cast_again_counts() -> None:
    cast = [ballot(1, AGREE, {1: OBJECT}, 1), ballot(1, AGREE, {1: OBJECT}, 2)]
    assert votes(cast, 2, {(1, 1)}, {})[key(1)].clauses[1].stance is OBJECT


def test_an_end_touches_no_other_stance_of_the_ballot() -> None:
    cast = [ballot(1, AGREE, {0: OBJECT, 1: OBJECT})]
    vote = votes(cast, 3, {(1, 1), (1, None), (1, 2)}, {})[key(1)]
    assert [vote.clauses[place].stance for place in range(3)] == [OBJECT, ABSTAIN, AGREE]


def test_who_is_silent_keeps_what_they_said_earlier_of_the_same_words() -> None:
    vote = votes([], 2, (), EARLIER)[key(1)]
    assert vote.whole is None
    assert stands(vote) == {0: (OBJECT, CARRIED)}


@pytest.mark.parametrize(
    ("cast", "first"),
    [
        ([ballot(1, AGREE)], (OBJECT, CARRIED)),
        ([ballot(1, OBJECT)], (OBJECT, CARRIED)),
        ([ballot(1, ABSTAIN, {0: AGREE})], (AGREE, NAMED)),
        ([ballot(1, AGREE, {0: OBJECT})], (OBJECT, NAMED)),
        ([ballot(1, CONCERN, {0: AGREE}, 1), ballot(1, AGREE, {}, 2)], (AGREE, INHERITED)),
        ([ballot(1, CONCERN, {0: AGREE}, 1), ballot(1, OBJECT, {}, 2)], None),
    ],
)
def test_an_earlier_stance_is_revoked_by_naming_its_clause_and_then_for_good(
    cast: list[Ballot], first: tuple[Stance, Origin] | None
) -> None:
    assert stands(votes(cast, 2, (), EARLIER)[key(1)]).get(0) == first


@UNHURRIED
@given(cast_in_order())
def test_who_agrees_with_the_whole_stands_somehow_to_every_clause(cast: list[Ballot]) -> None:
    for vote in votes(cast, CLAUSES, (), {}).values():
        assert vote.whole is not None
        spreads = vote.whole.stance is not OBJECT
        missing = set(range(CLAUSES)) - set(vote.clauses)
        assert not (spreads and missing)


@UNHURRIED
@given(cast_in_order(), st.data())
def test_order_never_matters(cast: list[Ballot], data: st.DataObject) -> None:
    assert votes(data.draw(st.permutations(cast)), CLAUSES, (), EARLIER) == votes(
        cast, CLAUSES, (), EARLIER
    )
