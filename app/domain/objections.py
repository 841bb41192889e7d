"""Objections: how each one ends, and by whom."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.ballots import Ballot, Stance
from app.domain.errors import ConflictError, ForbiddenError, InvalidError
from app.domain.roles import Action, Role, may
from app.domain.rules import Rule
from app.domain.threads import demand_words


class ObjectionState(StrEnum):
    """Where an objection stands: who objected ends it; a facilitator only answers it."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    RESOLVED = "resolved"
    SET_ASIDE = "set_aside"


class ObjectionStatus(StrEnum):
    """What is said of an objection: where it stands, or why it does not count though nobody ended
    it."""

    OPEN = "open"
    SET_ASIDE = "set_aside"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    VOIDED = "voided"


# An objection, by the number of its ballot and the place of its clause there; None: the whole text.
ObjectionKey = tuple[int, int | None]

_ENDED = frozenset({ObjectionState.WITHDRAWN, ObjectionState.RESOLVED})


@dataclass(frozen=True)
class Objection:
    """What one ballot objects to. A later ballot makes its own.

    ended_at: when it was withdrawn or resolved.
    """

    ballot: int
    clause: int | None
    state: ObjectionState = ObjectionState.OPEN
    ended_at: datetime | None = None


def raised(ballot: Ballot) -> list[Objection]:
    """The objections that a ballot makes."""
    return [
        Objection(ballot.number, clause)
        for clause, answer in ballot.answers.items()
        if answer.stance is Stance.OBJECT
    ]


def ended(objections: Iterable[Objection], end: datetime) -> frozenset[ObjectionKey]:
    """Those that who made them had ended before `end`: they count as abstentions.

    What was set aside still counts as what it is: nobody's vote is taken away.
    """
    return frozenset(
        (one.ballot, one.clause)
        for one in objections
        if one.state in _ENDED and one.ended_at is not None and one.ended_at < end
    )


def replaced(
    raised: Mapping[ObjectionKey, str],
    last: Mapping[str, Ballot],
    kept: Collection[ObjectionKey],
) -> frozenset[ObjectionKey]:
    """Those whose voters have voted since, and no longer object to it by that ballot.

    raised: each with the key of its voter. last: as `last_ones` finds them. kept: what still
    counts, or waits for its voter.
    """
    return frozenset(
        one
        for one, voter in raised.items()
        if one not in kept and voter in last and last[voter].number > one[0]
    )


def status_of(state: ObjectionState, is_replaced: bool, is_voided: bool) -> ObjectionStatus:
    """What is said of an objection in that state; is_voided: nothing in its round counts."""
    if state is not ObjectionState.OPEN:
        return ObjectionStatus(state)
    if is_voided:
        return ObjectionStatus.VOIDED
    return ObjectionStatus.REPLACED if is_replaced else ObjectionStatus.OPEN


def demand_ending(is_objector: bool, state: ObjectionState) -> None:
    """Raises unless somebody can say that an objection is withdrawn or resolved."""
    if not is_objector:
        raise ForbiddenError("Only who objected can say that this is withdrawn or resolved.")
    if state is ObjectionState.WITHDRAWN:
        raise ConflictError("This objection is withdrawn already.")
    if state is ObjectionState.RESOLVED:
        raise ConflictError("This objection is resolved already.")


def demand_setting_aside(role: Role, rule: Rule, state: ObjectionState, answer: str) -> str:
    """The answer that is published for ever, without blanks around it.

    Raises unless an objection in a round under `rule` can be set aside with it.
    """
    if not may(role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can set an objection aside.")
    if rule is Rule.CONSENT:
        raise ConflictError(
            "This round is decided by consent: an objection can be resolved, not set aside."
        )
    if state is not ObjectionState.OPEN:
        raise ConflictError("This objection is not open any more.")
    if not answer.strip():
        raise InvalidError("Answer the objection: what you write here is published with it.")
    return demand_words(answer)


def demand_answer(answer: str) -> str:
    """What who objected says when they end it, without blanks around; it may be nothing."""
    return demand_words(answer) if answer.strip() else ""
