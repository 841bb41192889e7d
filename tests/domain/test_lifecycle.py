"""Only a draft can be edited, and only by those who may edit."""

import pytest

from app.domain.lifecycle import State, can_edit
from app.domain.roles import Role


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", [*Role, None])
def test_who_can_edit_when(role: Role | None, state: State) -> None:
    expected = state is State.DRAFTING and role in (Role.FACILITATOR, Role.MEMBER)
    assert can_edit(role, state) is expected
