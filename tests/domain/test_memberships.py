"""Who may change whose role, and that a group keeps a facilitator."""

import pytest

from app.domain.errors import ConflictError, DomainError, ForbiddenError
from app.domain.memberships import demand_change, demand_facilitator, is_last
from app.domain.roles import Role

FACILITATOR, MEMBER = Role.FACILITATOR, Role.MEMBER
OTHERS = (Role.MEMBER, Role.REVIEWER, Role.OBSERVER, None)


@pytest.mark.parametrize("actor", OTHERS)
def test_nobody_else_changes_anybody(actor: Role | None) -> None:
    with pytest.raises(ForbiddenError):
        demand_facilitator(actor)
    with pytest.raises(ForbiddenError):
        demand_change(actor, MEMBER, Role.OBSERVER, 2)


@pytest.mark.parametrize(
    ("before", "after", "facilitators", "refused"),
    [
        (MEMBER, Role.OBSERVER, 1, None),
        (MEMBER, FACILITATOR, 1, None),
        (MEMBER, None, 1, None),
        (FACILITATOR, MEMBER, 2, None),
        (FACILITATOR, None, 2, None),
        (FACILITATOR, FACILITATOR, 1, None),
        (FACILITATOR, MEMBER, 1, ConflictError),
        (FACILITATOR, Role.OBSERVER, 1, ConflictError),
        (FACILITATOR, None, 1, ConflictError),
    ],
)
def test_the_last_facilitator_stays_one(
    before: Role, after: Role | None, facilitators: int, refused: type[DomainError] | None
) -> None:
    if refused is None:
        demand_change(FACILITATOR, before, after, facilitators)
    else:
        with pytest.raises(refused, match="only facilitator"):
            demand_change(FACILITATOR, before, after, facilitators)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("facilitators", [1, 2])
def test_only_a_facilitator_alone_is_the_last(role: Role, facilitators: int) -> None:
    assert is_last(role, facilitators) is (role is FACILITATOR and facilitators == 1)
