"""How an objection ends: by who made it, or answered for ever."""

from datetime import datetime

import pytest

from app.domain.ballots import last_ones
from app.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from app.domain.objections import (
    Objection,
    ObjectionKey,
    ObjectionState,
    ObjectionStatus,
    demand_ending,
    demand_setting_aside,
    ended,
    raised,
    replaced,
    status_of,
)
from app.domain.roles import Role
from app.domain.rules import Rule
from tests.domain.voting import AGREE, BEFORE, DEADLINE, OBJECT, SECOND, ballot, key

OPEN, WITHDRAWN, RESOLVED, SET_ASIDE = ObjectionState


def test_each_objection_of_a_ballot_is_one_of_its_own() -> None:
    found = raised(ballot(1, OBJECT, {0: AGREE, 1: OBJECT}, number=7))
    assert found == [Objection(7, None), Objection(7, 1)]
    assert raised(ballot(1, AGREE)) == []


@pytest.mark.parametrize(
    ("state", "ending", "counts_as_ended"),
    [
        (OPEN, None, False),
        (WITHDRAWN, BEFORE, True),
        (RESOLVED, BEFORE, True),
        (SET_ASIDE, None, False),
        (SET_ASIDE, BEFORE, False),
        (WITHDRAWN, DEADLINE, False),
        (RESOLVED, DEADLINE + SECOND, False),
    ],
)
def test_only_what_its_author_ended_in_time_counts_as_ended(
    state: ObjectionState, ending: datetime | None, counts_as_ended: bool
) -> None:
    one = Objection(7, 1, state, ending)
    assert ended([one], DEADLINE) == (frozenset({(7, 1)}) if counts_as_ended else frozenset())


@pytest.mark.parametrize(
    ("is_objector", "state", "error"),
    [
        (True, OPEN, None),
        (True, SET_ASIDE, None),
        (True, WITHDRAWN, ConflictError),
        (True, RESOLVED, ConflictError),
        (False, OPEN, ForbiddenError),
        (False, SET_ASIDE, ForbiddenError),
    ],
)
def test_only_who_objected_ends_it(
    is_objector: bool, state: ObjectionState, error: type[DomainError] | None
) -> None:
    if error is None:
        demand_ending(is_objector, state)
    else:
        with pytest.raises(error):
            demand_ending(is_objector, state)


@pytest.mark.parametrize("rule", [Rule.TWO_THIRDS, Rule.MAJORITY])
def test_a_facilitator_sets_aside_with_an_answer(rule: Rule) -> None:
    assert demand_setting_aside(Role.FACILITATOR, rule, OPEN, " It is in 4.3. ") == "It is in 4.3."


@pytest.mark.parametrize(
    ("role", "rule", "state", "answer", "error"),
    [
        (Role.MEMBER, Rule.MAJORITY, OPEN, "No.", ForbiddenError),
        (Role.FACILITATOR, Rule.CONSENT, OPEN, "No.", ConflictError),
        (Role.FACILITATOR, Rule.MAJORITY, WITHDRAWN, "No.", ConflictError),
        (Role.FACILITATOR, Rule.MAJORITY, RESOLVED, "No.", ConflictError),
        (Role.FACILITATOR, Rule.MAJORITY, SET_ASIDE, "No.", ConflictError),
        (Role.FACILITATOR, Rule.MAJORITY, OPEN, " ", InvalidError),
        (Role.FACILITATOR, Rule.MAJORITY, OPEN, "x" * 5001, InvalidError),
    ],
)
def test_nothing_else_is_set_aside(
    role: Role, rule: Rule, state: ObjectionState, answer: str, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        demand_setting_aside(role, rule, state, answer)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ([], {(1, 0), (1, None)}),
        ([(1, 0)], {(1, None)}),  # carried over, or waiting until its voter is asked again
        ([(1, 0), (1, None)], set()),
    ],
)
def test_who_votes_again_replaces_what_they_objected_to_and_nobody_else_does(
    kept: list[ObjectionKey], expected: set[ObjectionKey]
) -> None:
    cast = [
        ballot(1, OBJECT, {0: OBJECT}, number=1),
        ballot(2, OBJECT, number=2),
        ballot(1, AGREE, {1: OBJECT}, number=3),
    ]
    made = {(one.ballot, one.clause): key(1) for one in [*raised(cast[0]), *raised(cast[2])]}
    made |= {(one.ballot, one.clause): key(2) for one in raised(cast[1])}
    assert replaced(made, last_ones(cast), kept) == expected


@pytest.mark.parametrize(
    ("state", "is_replaced", "is_voided", "expected"),
    [
        (OPEN, False, False, ObjectionStatus.OPEN),
        (OPEN, True, False, ObjectionStatus.REPLACED),
        (OPEN, True, True, ObjectionStatus.VOIDED),
        (WITHDRAWN, True, True, ObjectionStatus.WITHDRAWN),
        (RESOLVED, False, True, ObjectionStatus.RESOLVED),
        (SET_ASIDE, True, False, ObjectionStatus.SET_ASIDE),  # its answer is shown for ever
    ],
)
def test_how_an_objection_ended_is_said_before_why_it_does_not_count(
    state: ObjectionState, is_replaced: bool, is_voided: bool, expected: ObjectionStatus
) -> None:
    assert status_of(state, is_replaced, is_voided) is expected
