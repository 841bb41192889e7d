"""When a round may be opened, voted in, closed, voided and recalled, and by whom."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from app.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.domain.rounds import (
    Round,
    RoundState,
    demand_closing,
    demand_opening,
    demand_recall,
    demand_voiding,
    demand_voting,
)
from tests.domain.voting import BEFORE, DEADLINE, SECOND, key, people, round_of

FACILITATOR = Role.FACILITATOR
OTHERS = (Role.MEMBER, Role.REVIEWER, Role.OBSERVER)
OPEN = round_of(3)
CLOSED = replace(OPEN, state=RoundState.CLOSED, closed_at=DEADLINE)
VOIDED = replace(OPEN, state=RoundState.VOIDED, closed_at=BEFORE)
LATER = DEADLINE + timedelta(days=7)


def test_a_facilitator_opens_a_round_on_a_draft() -> None:
    demand_opening(FACILITATOR, State.DRAFTING, OPEN, BEFORE)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_rules_a_round(role: Role) -> None:
    with pytest.raises(ForbiddenError):
        demand_opening(role, State.DRAFTING, OPEN, BEFORE)
    with pytest.raises(ForbiddenError):
        demand_voiding(role, OPEN, "The wrong text.", BEFORE)
    with pytest.raises(ForbiddenError):
        demand_recall(role, CLOSED, 1, True, LATER, DEADLINE)


@pytest.mark.parametrize("state", [one for one in State if one is not State.DRAFTING])
def test_only_a_draft_is_asked_about(state: State) -> None:
    with pytest.raises(ConflictError, match="not a draft"):
        demand_opening(FACILITATOR, state, OPEN, BEFORE)


@pytest.mark.parametrize(
    ("round_", "sentence"),
    [
        (replace(OPEN, electorate=()), "Nobody is chosen"),
        (replace(OPEN, electorate=people(2) + people(1)), "chosen twice"),
        (replace(OPEN, quorum=Fraction(0)), "quorum"),
        (replace(OPEN, quorum=Fraction(-1, 2)), "quorum"),
        (replace(OPEN, quorum=Fraction(4, 3)), "quorum"),
        (replace(OPEN, deadline=BEFORE), "in the past"),
        (replace(OPEN, deadline=BEFORE - SECOND), "in the past"),
    ],
)
def test_a_round_that_could_decide_nothing_is_not_opened(round_: Round, sentence: str) -> None:
    with pytest.raises(InvalidError, match=sentence):
        demand_opening(FACILITATOR, State.DRAFTING, round_, BEFORE)


@pytest.mark.parametrize("moment", [DEADLINE, DEADLINE + SECOND])
def test_who_votes_at_the_deadline_is_too_late(moment: datetime) -> None:
    demand_voting(OPEN, DEADLINE - SECOND)
    with pytest.raises(ConflictError, match="deadline"):
        demand_voting(OPEN, moment)


@pytest.mark.parametrize(("round_", "word"), [(CLOSED, "closed"), (VOIDED, "voided")])
def test_nothing_is_done_in_a_round_that_is_over(round_: Round, word: str) -> None:
    with pytest.raises(ConflictError, match=word):
        demand_voting(round_, BEFORE)
    with pytest.raises(ConflictError, match=word):
        demand_closing(round_, [key(1), key(2), key(3)], LATER)
    with pytest.raises(ConflictError, match=word):
        demand_voiding(FACILITATOR, round_, "The wrong text.", BEFORE)


@pytest.mark.parametrize(
    ("voted", "now", "missing"),
    [
        ([], BEFORE, "3 of 3"),
        ([1, 2], BEFORE, "1 of 3"),
        ([1, 2, 9], BEFORE, "1 of 3"),
        ([1, 2, 3], BEFORE, None),
        ([], DEADLINE, None),
    ],
)
def test_a_round_is_closed_at_its_deadline_or_when_everybody_has_voted(
    voted: list[int], now: datetime, missing: str | None
) -> None:
    if missing is None:
        demand_closing(OPEN, list(map(key, voted)), now)
    else:
        with pytest.raises(ConflictError, match=missing):
            demand_closing(OPEN, list(map(key, voted)), now)


def test_a_round_is_voided_for_a_reason() -> None:
    assert demand_voiding(FACILITATOR, OPEN, " The wrong\r\ntext. ", BEFORE) == "The wrong\ntext."
    with pytest.raises(InvalidError, match="why"):
        demand_voiding(FACILITATOR, OPEN, " \n", BEFORE)


def test_what_was_decided_at_the_deadline_cannot_be_voided() -> None:
    with pytest.raises(ConflictError, match="only be closed"):
        demand_voiding(FACILITATOR, OPEN, "I do not like it.", DEADLINE)


def test_a_round_in_which_too_few_voted_is_recalled() -> None:
    demand_recall(FACILITATOR, CLOSED, 1, True, LATER, DEADLINE)


@pytest.mark.parametrize(
    ("round_", "cast", "is_current", "deadline", "error"),
    [
        (OPEN, 1, True, LATER, ConflictError),
        (VOIDED, 1, True, LATER, ConflictError),
        (CLOSED, 2, True, LATER, ConflictError),
        (replace(CLOSED, is_recalled=True), 1, True, LATER, ConflictError),
        (CLOSED, 1, False, LATER, ConflictError),
        (CLOSED, 1, True, DEADLINE, InvalidError),
    ],
)
def test_no_other_round_is_recalled(
    round_: Round, cast: int, is_current: bool, deadline: datetime, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        demand_recall(FACILITATOR, round_, cast, is_current, deadline, DEADLINE)


@pytest.mark.parametrize(
    ("closed_at", "end"), [(None, DEADLINE), (BEFORE, BEFORE), (LATER, DEADLINE)]
)
def test_nothing_counts_after_the_deadline_however_late_a_round_is_closed(
    closed_at: datetime | None, end: datetime
) -> None:
    assert replace(OPEN, closed_at=closed_at).end == end
