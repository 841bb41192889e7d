"""Who may do what in a group: the one table of rights."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a group. A signed-out person or a stranger has none."""

    FACILITATOR = "facilitator"
    MEMBER = "member"
    REVIEWER = "reviewer"
    OBSERVER = "observer"


class Action(StrEnum):
    """What can be done to a document of a group."""

    READ = "read"
    COMMENT = "comment"
    EDIT = "edit"
    FACILITATE = "facilitate"


_RIGHTS: dict[Role, frozenset[Action]] = {
    Role.FACILITATOR: frozenset(Action),
    Role.MEMBER: frozenset({Action.READ, Action.COMMENT, Action.EDIT}),
    Role.REVIEWER: frozenset({Action.READ, Action.COMMENT}),
    Role.OBSERVER: frozenset({Action.READ}),
}


def may(role: Role | None, action: Action) -> bool:
    """Whether `role` allows `action`; None is a stranger, who may do nothing."""
    return role is not None and action in _RIGHTS[role]


def roles_that_may(action: Action) -> frozenset[Role]:
    """Every role that allows `action`, for a query that asks the database."""
    return frozenset(role for role in Role if may(role, action))
