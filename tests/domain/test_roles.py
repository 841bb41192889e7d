"""The table of rights, written out a second time on purpose: a change must be made twice."""

from itertools import product

import pytest

from app.domain.roles import Action, Role, may, roles_that_may, strongest

#              facilitator member reviewer observer stranger
RIGHTS = {
    Action.READ: (True, True, True, True, False),
    Action.COMMENT: (True, True, True, False, False),
    Action.EDIT: (True, True, False, False, False),
    Action.FACILITATE: (True, False, False, False, False),
}
WHO = (Role.FACILITATOR, Role.MEMBER, Role.REVIEWER, Role.OBSERVER, None)


def test_every_action_and_role_is_in_the_table() -> None:
    assert set(RIGHTS) == set(Action)
    assert set(WHO) == {*Role, None}


@pytest.mark.parametrize(
    ("role", "action", "allowed"),
    [
        (role, action, allowed)
        for action, row in RIGHTS.items()
        for role, allowed in zip(WHO, row, strict=True)
    ],
)
def test_rights(role: Role | None, action: Action, allowed: bool) -> None:
    assert may(role, action) is allowed
    assert role is None or (role in roles_that_may(action)) is allowed


@pytest.mark.parametrize(("one", "other"), [*product(WHO, WHO)])
def test_who_is_something_in_two_ways_may_what_either_allows(
    one: Role | None, other: Role | None
) -> None:
    both = strongest(one, other)
    assert both in (one, other)
    for action in Action:
        assert may(both, action) is (may(one, action) or may(other, action))


def test_who_is_nothing_in_any_way_is_nothing() -> None:
    assert strongest() is strongest(None, None) is None
