"""How an objection ends: by who made it, or answered for ever."""

from datetime import datetime

import pytest

from app.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from app.domain.objections import (
    Objection,
    ObjectionState,
    demand_ending,
    demand_setting_aside,
    ended,
    raised,
)
from app.domain.roles import Role
from app.domain.rules import Rule
from tests.domain.voting import AGREE, BEFORE, DEADLINE, OBJECT, SECOND, ballot

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
