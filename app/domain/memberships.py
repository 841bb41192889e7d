"""Who may change what somebody is in a group, and what must stay: one facilitator at least."""

from collections.abc import Iterable
from enum import StrEnum

from app.domain.errors import ConflictError, ForbiddenError
from app.domain.roles import Action, Role, may


class Change(StrEnum):
    """What can happen to somebody's place in a group."""

    JOINED = "joined"
    ROLE_CHANGED = "role_changed"
    REMOVED = "removed"
    LEFT = "left"


def demand_facilitator(role: Role | None) -> None:
    """Raises ForbiddenError unless somebody with `role` looks after the group."""
    if not may(role, Action.FACILITATE):
        raise ForbiddenError("Only a facilitator of the group can do this.")


def demand_founder(roles: Iterable[Role]) -> None:
    """Raises ForbiddenError unless who is all this in their groups may make a new one."""
    if not any(may(role, Action.FACILITATE) for role in roles):
        raise ForbiddenError(
            "Only somebody who is a facilitator already can make a new group. "
            "Ask your facilitator to make it and to hand it over to you."
        )


def demand_change(actor: Role | None, before: Role, after: Role | None, facilitators: int) -> None:
    """Raises unless `actor` may make somebody `after` who is `before`; None: out of the group.

    facilitators: how many the group has now. Whoever they are, the last one stays what they are.
    """
    demand_facilitator(actor)
    if is_last(before, facilitators) and not may(after, Action.FACILITATE):
        raise ConflictError(
            "This is the only facilitator of the group. Make somebody else a facilitator first."
        )


def demand_others(role: Role, facilitators: int, people: int) -> None:
    """Raises ConflictError when who goes out leaves people behind without a facilitator."""
    if people > 1 and is_last(role, facilitators):
        raise ConflictError(
            "You are the only facilitator of a group. Make somebody else a facilitator first."
        )


def is_last(role: Role, facilitators: int) -> bool:
    """Whether a group of so many facilitators would have none without this person."""
    return may(role, Action.FACILITATE) and facilitators <= 1
