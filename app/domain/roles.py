"""Who may do what in a group: the one table of rights."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a group, or to one document of it: a guest is its reviewer.

    A signed-out person or a stranger has none.
    """

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


def strongest(*roles: Role | None) -> Role | None:
    """Of what somebody is in several ways the role that allows most; None when they are nothing.

    Each role allows all that a weaker one does, so nothing that any way allows is lost.
    """
    return max(filter(None, roles), key=lambda role: len(_RIGHTS[role]), default=None)
