"""Validation rounds: when one may be opened, is over, and may be closed, voided or recalled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from app.domain.electorates import Voter, demand_electorate
from app.domain.errors import ConflictError, ForbiddenError, InvalidError
from app.domain.lifecycle import State
from app.domain.roles import Action, Role, may
from app.domain.rules import Rule, needed
from app.domain.threads import demand_words

MAX_QUORUM_WHOLE = 10_000  # nobody needs a finer share; its numbers are kept


class RoundState(StrEnum):
    """Where a round stands. What was voided decides nothing; what was closed keeps its outcome."""

    OPEN = "open"
    CLOSED = "closed"
    VOIDED = "voided"


@dataclass(frozen=True)
class Round:
    """The vote on one version, as it was fixed when it was opened.

    quorum: which share of the voters must vote. deadline, closed_at: moments with a time zone; who
    votes at the deadline is too late. clauses: how many the version has. is_recalled: whether it
    was opened once more because too few had voted.
    """

    rule: Rule
    quorum: Fraction
    deadline: datetime
    electorate: tuple[Voter, ...]
    clauses: int
    state: RoundState = RoundState.OPEN
    closed_at: datetime | None = None
    is_recalled: bool = False

    @property
    def needed(self) -> int:
        """How many must vote."""
        return needed(self.quorum, len(self.electorate))

    @property
    def end(self) -> datetime:
        """From when on nothing changes its outcome any more."""
        return min(self.deadline, self.closed_at or self.deadline)


def demand_opening(role: Role, document: State, round_: Round, now: datetime) -> None:
    """Raises unless such a round can be opened on a document in that state."""
    if not may(role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can open a validation round.")
    if document is not State.DRAFTING:
        raise ConflictError("This text is not a draft now: no round can be opened on it.")
    demand_electorate(round_.electorate)
    if not (0 < round_.quorum <= 1 and round_.quorum.denominator <= MAX_QUORUM_WHOLE):
        raise InvalidError("The quorum is a share of the voters: more than none, at most all.")
    _demand_future(round_.deadline, now)


def demand_voting(round_: Round, now: datetime) -> None:
    """Raises ConflictError unless votes count in this round at `now`."""
    _demand_open(round_)
    if now >= round_.deadline:
        raise ConflictError("The deadline of this round is over: no vote counts any more.")


def demand_closing(round_: Round, voted: Collection[str], now: datetime) -> None:
    """Raises ConflictError unless the deadline is over or every voter is among those keys."""
    _demand_open(round_)
    missing = sum(1 for voter in round_.electorate if voter.key not in voted)
    if missing and now < round_.deadline:
        raise ConflictError(
            "This round is open until its deadline, or until everybody has voted. Not yet voted: "
            "%(missing)s of %(voters)s.",
            missing=str(missing),
            voters=str(len(round_.electorate)),
        )


def demand_voiding(role: Role, round_: Round, reason: str, now: datetime) -> str:
    """Why a round is voided, without blanks around. Raises unless it can be."""
    if not may(role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can void a round.")
    _demand_open(round_)
    if now >= round_.deadline:
        raise ConflictError("The deadline of this round is over: it can only be closed now.")
    if not reason.strip():
        raise InvalidError("Say in a few words why this round is voided.")
    return demand_words(reason)


def demand_recall(
    role: Role, round_: Round, cast: int, is_current: bool, deadline: datetime, now: datetime
) -> None:
    """Raises unless a round in which too few voted can be opened until another deadline.

    cast: how many voted. is_current: whether the document is a draft that reads as it did then.
    """
    if not may(role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can recall a round.")
    if round_.state is not RoundState.CLOSED or cast >= round_.needed:
        raise ConflictError("Only a closed round in which too few voted can be recalled.")
    if round_.is_recalled:
        raise ConflictError("This round was recalled already. Open a new one instead.")
    if not is_current:
        raise ConflictError("The text is no longer as it was in this round. Open a new one.")
    _demand_future(deadline, now)


def _demand_open(round_: Round) -> None:
    if round_.state is RoundState.CLOSED:
        raise ConflictError("This round is closed already.")
    if round_.state is RoundState.VOIDED:
        raise ConflictError("This round was voided: nothing in it counts.")


def _demand_future(deadline: datetime, now: datetime) -> None:
    if deadline <= now:
        raise InvalidError("This deadline is in the past. Choose a later one.")
