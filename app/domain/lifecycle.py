"""The states a document goes through, from draft to published."""

from enum import StrEnum

from app.domain.roles import Action, Role, may


class State(StrEnum):
    """Where a document stands. Only a draft can be edited."""

    DRAFTING = "drafting"
    VALIDATING = "validating"
    VALIDATED = "validated"
    FROZEN = "frozen"
    PUBLISHED = "published"


def can_edit(role: Role | None, state: State) -> bool:
    """Whether somebody with `role` may change the text of a document in `state`."""
    return state is State.DRAFTING and may(role, Action.EDIT)
