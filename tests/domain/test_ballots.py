"""What a ballot needs to count, and which one of a voter does."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ballots import (
    MAX_WORDS_CHARACTERS,
    Answer,
    Ballot,
    Stance,
    demand_ballot,
    demand_oral,
    inherited,
    last_ones,
)
from app.domain.electorates import Voter
from app.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from app.domain.roles import Role
from app.domain.rounds import RoundState
from tests.domain.voting import (
    ABSTAIN,
    AGREE,
    BEFORE,
    CONCERN,
    DEADLINE,
    OBJECT,
    SECOND,
    UNHURRIED,
    ballot,
    cast_in_order,
    key,
    round_of,
)

ROUND = round_of(3)
WHY, REMEDY = "Too long.", "Make it shorter."


@pytest.mark.parametrize(
    "cast",
    [
        ballot(1, AGREE),
        ballot(1, AGREE, {1: OBJECT}),
        ballot(3, OBJECT, {0: CONCERN}),
        replace(ballot(1, ABSTAIN), is_oral=True, cast_by=2),
    ],
)
def test_a_ballot_counts(cast: Ballot) -> None:
    demand_ballot(ROUND, cast)


@pytest.mark.parametrize(
    ("moment", "is_late"), [(DEADLINE - SECOND, False), (DEADLINE, True), (DEADLINE + SECOND, True)]
)
def test_a_ballot_comes_before_the_deadline(moment: datetime, is_late: bool) -> None:
    cast = replace(ballot(1, AGREE), cast_at=moment)
    if is_late:
        with pytest.raises(ConflictError):
            demand_ballot(ROUND, cast)
    else:
        demand_ballot(ROUND, cast)


@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.VOIDED])
def test_no_ballot_is_cast_in_a_round_that_is_over(state: RoundState) -> None:
    with pytest.raises(ConflictError):
        demand_ballot(replace(ROUND, state=state, closed_at=BEFORE), ballot(1, AGREE))


def test_only_voters_vote_and_each_for_themselves() -> None:
    with pytest.raises(ForbiddenError, match="no vote"):
        demand_ballot(ROUND, ballot(4, AGREE))
    with pytest.raises(ForbiddenError, match="Only Person 1"):
        demand_ballot(ROUND, replace(ballot(1, AGREE), cast_by=2))


def test_an_organisation_votes_by_its_delegate_alone() -> None:
    delegate = Voter(7, "Carla", "Ministry of Labour")
    round_ = replace(ROUND, electorate=(delegate,))
    cast = replace(ballot(7, AGREE), voter=delegate.key)
    demand_ballot(round_, cast)
    with pytest.raises(ForbiddenError, match="Only Carla"):
        demand_ballot(round_, replace(cast, cast_by=8))
    with pytest.raises(ForbiddenError, match="no vote"):
        demand_ballot(round_, ballot(7, AGREE))


@pytest.mark.parametrize("place", [-1, 2, 99])
def test_a_ballot_names_clauses_that_there_are(place: int) -> None:
    with pytest.raises(InvalidError, match="no such clause"):
        demand_ballot(ROUND, ballot(1, AGREE, {place: OBJECT}))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(OBJECT), "why"),
        (Answer(OBJECT, "", REMEDY), "why"),
        (Answer(OBJECT, " \n", REMEDY), "why"),
        (Answer(OBJECT, WHY), "resolve"),
        (Answer(OBJECT, WHY, " "), "resolve"),
        (Answer(AGREE, "x" * (MAX_WORDS_CHARACTERS + 1)), "too long"),
        (Answer(OBJECT, WHY, "x" * (MAX_WORDS_CHARACTERS + 1)), "too long"),
    ],
)
def test_an_objection_says_why_and_what_would_resolve_it(answer: Answer, sentence: str) -> None:
    with pytest.raises(InvalidError, match=sentence):
        demand_ballot(ROUND, replace(ballot(1, AGREE), whole=answer))
    with pytest.raises(InvalidError, match=sentence):
        demand_ballot(ROUND, replace(ballot(1, AGREE), exceptions={1: answer}))


@pytest.mark.parametrize("stance", [AGREE, CONCERN, ABSTAIN])
def test_nothing_else_needs_a_reason(stance: Stance) -> None:
    demand_ballot(ROUND, ballot(1, stance))


def test_clauses_inherit_everything_but_an_objection() -> None:
    said = {stance: inherited(ballot(1, stance)) for stance in Stance}
    assert said == {one: None if one is OBJECT else Answer(one) for one in Stance}


@UNHURRIED
@given(st.data())
def test_the_last_ballot_of_each_voter_counts(data: st.DataObject) -> None:
    cast = data.draw(cast_in_order())
    last = last_ones(data.draw(st.permutations(cast)))
    assert set(last) == {one.voter for one in cast}
    assert all(one.number <= last[one.voter].number for one in cast)


@pytest.mark.parametrize(
    ("role", "earlier", "error"),
    [
        (Role.FACILITATOR, [], None),
        (Role.FACILITATOR, [replace(ballot(1, AGREE), is_oral=True, cast_by=2)], None),
        (Role.FACILITATOR, [ballot(2, AGREE)], None),
        (Role.FACILITATOR, [ballot(1, AGREE)], ConflictError),
        (Role.MEMBER, [], ForbiddenError),
        (Role.OBSERVER, [], ForbiddenError),
    ],
)
def test_a_facilitator_writes_down_what_was_said_but_not_over_what_somebody_wrote(
    role: Role, earlier: list[Ballot], error: type[DomainError] | None
) -> None:
    if error is None:
        demand_oral(role, ROUND, key(1), earlier)
    else:
        with pytest.raises(error):
            demand_oral(role, ROUND, key(1), earlier)


def test_nobody_is_heard_who_has_no_vote() -> None:
    with pytest.raises(ForbiddenError):
        demand_oral(Role.FACILITATOR, ROUND, key(4), [])
