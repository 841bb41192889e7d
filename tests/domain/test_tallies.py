"""A vote is counted once, where it was given, and silence not at all."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.ballots import Ballot
from app.domain.electorates import Voter
from app.domain.tallies import Count, Tally, tally
from app.domain.votes import Held, Origin
from tests.domain.voting import (
    ABSTAIN,
    AGREE,
    CARRIED,
    CLAUSES,
    CONCERN,
    OBJECT,
    UNHURRIED,
    VOTERS,
    answer,
    ballot,
    ballots,
    cast_in_order,
    key,
    people,
)


def places(found: Tally) -> list[tuple[str, int | None]]:
    """Whose objections stand, and on what."""
    return [(one.voter, one.clause) for one in found.standing]


def test_stances_are_counted_by_clause_and_on_the_whole() -> None:
    cast = ballots((AGREE, {1: OBJECT}), CONCERN, ABSTAIN, OBJECT, (OBJECT, {0: AGREE}), None)
    found = tally(cast, people(6), 2)
    assert (found.voters, found.cast) == (6, 5)
    assert found.whole == Count(agree=1, concern=1, abstain=1, objecting=2)
    assert found.clauses == (
        Count(agree=2, concern=1, abstain=1),
        Count(concern=1, abstain=1, objecting=1),
    )


def test_who_agrees_with_a_concern_is_in_favour() -> None:
    assert Count(agree=2, concern=3, abstain=4, objecting=5).in_favour == 5


def test_objections_are_told_in_the_order_of_the_text() -> None:
    cast = ballots((AGREE, {1: OBJECT}), (OBJECT, {0: OBJECT}), (AGREE, {1: OBJECT}))
    assert places(tally(cast, people(3), 2)) == [
        (key(2), None),
        (key(2), 0),
        (key(1), 1),
        (key(3), 1),
    ]


def test_an_organisation_has_one_vote_by_its_delegate() -> None:
    labour = Voter(7, "Carla", "Ministry of Labour")
    cast = [*ballots(AGREE), *ballots(OBJECT)]
    cast[1] = Ballot(2, labour.key, cast[1].whole, {}, cast[1].cast_at, 7)
    found = tally(cast, [*people(1), labour], 1)
    assert found.whole == Count(agree=1, objecting=1)


def test_who_is_not_in_the_electorate_is_not_counted() -> None:
    found = tally([*ballots(AGREE), ballot(9, OBJECT)], people(2), 1, carried={key(8): {}})
    assert (found.cast, found.whole, found.standing) == (1, Count(agree=1), ())


def test_what_is_carried_counts_on_its_clause_and_is_no_ballot() -> None:
    earlier = {key(1): {0: Held(AGREE, answer(AGREE), Origin.CARRIED, 99, 5)}}
    found = tally([], people(2), 2, carried=earlier)
    assert (found.cast, found.whole) == (0, Count())
    assert found.clauses == (Count(agree=1), Count())


@UNHURRIED
@given(st.integers(0, VOTERS), st.integers(1, 4))
def test_silence_is_never_counted(voters: int, clauses: int) -> None:
    found = tally([], people(voters), clauses)
    assert found == Tally(voters, 0, Count(), (Count(),) * clauses, ())


@UNHURRIED
@given(cast_in_order(), CARRIED)
def test_nobody_counts_twice_anywhere(
    cast: list[Ballot], carried: dict[str, dict[int, Held]]
) -> None:
    found = tally(cast, people(VOTERS), CLAUSES, carried=carried)
    voted = {one.voter for one in cast}
    assert found.cast == len(voted)
    assert _all(found.whole) == len(voted)
    for place, count in enumerate(found.clauses):
        spoke = voted | {voter for voter, held in carried.items() if place in held}
        assert _all(count) <= len(spoke)


@UNHURRIED
@given(cast_in_order(), CARRIED, st.data())
def test_order_of_ballots_and_of_voters_never_matters(
    cast: list[Ballot], carried: dict[str, dict[int, Held]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(cast))
    voters = data.draw(st.permutations(people(VOTERS)))
    assert tally(shuffled, voters, CLAUSES, carried=carried) == tally(
        cast, people(VOTERS), CLAUSES, carried=carried
    )


@UNHURRIED
@given(cast_in_order(), CARRIED)
def test_who_never_spoke_changes_nothing_but_the_number_of_voters(
    cast: list[Ballot], carried: dict[str, dict[int, Held]]
) -> None:
    fewer = tally(cast, people(VOTERS), CLAUSES, carried=carried)
    more = tally(cast, people(VOTERS + 3), CLAUSES, carried=carried)
    assert (more.cast, more.whole, more.clauses, more.standing) == (
        fewer.cast,
        fewer.whole,
        fewer.clauses,
        fewer.standing,
    )


def _all(count: Count) -> int:
    return count.agree + count.concern + count.abstain + count.objecting
