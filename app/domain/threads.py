"""Remarks on a text: what becomes of them, and who may say so."""

from enum import StrEnum

from app.domain.errors import ConflictError, ForbiddenError, InvalidError
from app.domain.lifecycle import State, can_edit
from app.domain.roles import Action, Role, may

MAX_WORDS_CHARACTERS = 5000  # of one remark
MAX_QUOTE_CHARACTERS = 5000  # of the words it is about, and of those proposed in their place
MAX_CONTEXT_CHARACTERS = 100  # kept of the text before and after the quote


class Scope(StrEnum):
    """What a thread is about."""

    WORDS = "words"
    CLAUSE = "clause"
    TEXT = "text"


class Status(StrEnum):
    """Where a thread stands. A stale proposal is of words that an accepted one has changed."""

    OPEN = "open"
    STALE = "stale"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a thread was closed: the first three by a word, the last two for proposals."""

    DONE = "done"
    ANSWERED = "answered"
    NOT_TAKEN_UP = "not_taken_up"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Act(StrEnum):
    """What an entry of a thread is: a remark, or the trace of what somebody did to the thread."""

    REMARK = "remark"
    CLOSED = "closed"
    REOPENED = "reopened"


CLOSING = (Outcome.DONE, Outcome.ANSWERED, Outcome.NOT_TAKEN_UP)
_NEED_A_REASON = frozenset({Outcome.NOT_TAKEN_UP, Outcome.DECLINED})


def demand_comment(role: Role) -> None:
    """Raises ForbiddenError unless `role` may say something."""
    if not may(role, Action.COMMENT):
        raise ForbiddenError("You can read this text, but not comment on it.")


def may_close(role: Role, is_author: bool) -> bool:
    """Whether somebody may say that a thread is done with, or that it is not."""
    return may(role, Action.EDIT) or (is_author and may(role, Action.COMMENT))


def demand_closing(
    role: Role, is_author: bool, status: Status, outcome: Outcome, reason: str
) -> None:
    """Raises unless the thread can be closed like this."""
    if not may_close(role, is_author):
        raise ForbiddenError("Only who began it, members and facilitators can close it.")
    if status is Status.CLOSED:
        raise ConflictError("Somebody has closed this already.")
    if outcome in _NEED_A_REASON and not reason:
        raise InvalidError("Say in a few words why it is not taken up.")


def demand_reopening(role: Role, is_author: bool, status: Status, outcome: Outcome | None) -> None:
    """Raises unless the thread can be opened again; what was accepted is in the text."""
    if not may_close(role, is_author):
        raise ForbiddenError("Only who began it, members and facilitators can open it again.")
    if status is not Status.CLOSED:
        raise ConflictError("This is open already.")
    if outcome is Outcome.ACCEPTED:
        raise ConflictError("What was accepted is in the text. Propose other words instead.")


def demand_acceptance(role: Role, state: State, status: Status) -> None:
    """Raises unless proposed words can go into a text in `state`."""
    if not may(role, Action.EDIT):
        raise ForbiddenError("Only members and facilitators can accept proposed words.")
    if not can_edit(role, state):
        raise ConflictError("This text is closed for editing: nothing can be accepted now.")
    if status is Status.CLOSED:
        raise ConflictError("Somebody has closed this already.")
    if status is Status.STALE:
        raise ConflictError("The text has changed here. Propose the words anew.")


def demand_words(words: str) -> str:
    """What somebody said, without blanks around it. Raises InvalidError when that is nothing."""
    words = words.replace("\r\n", "\n").strip()
    if not words:
        raise InvalidError("Write something first.")
    if len(words) > MAX_WORDS_CHARACTERS:
        raise InvalidError("This is too long. Say it in fewer words.")
    return words
