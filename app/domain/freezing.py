"""When a text may be frozen, published, made a draft again or reopened as a new edition."""

from app.domain.errors import ConflictError, ForbiddenError, InvalidError
from app.domain.lifecycle import State
from app.domain.roles import Action, Role, may
from app.domain.threads import demand_words


def demand_freezing(role: Role, state: State, reason: str) -> str:
    """Why it is frozen, "" for what was validated. Raises unless it can be frozen like this."""
    if not may(role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can freeze a text.")
    if state is State.VALIDATED:
        return ""
    if state is not State.DRAFTING:
        raise ConflictError("This text cannot be frozen now.")
    if not reason.strip():
        raise InvalidError("Say why this text is frozen without having been validated.")
    return demand_words(reason)


def demand_publishing(role: Role, state: State) -> None:
    """Raises unless it can be published."""
    if not may(role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can publish a text.")
    if state is State.PUBLISHED:
        raise ConflictError("This text is published already.")
    if state is not State.FROZEN:
        raise ConflictError("Only a frozen text can be published.")


def demand_redrafting(role: Role, state: State, reason: str) -> str:
    """Why what was validated becomes a draft again. Raises unless it can."""
    if not may(role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can make a draft of this text again.")
    if state is not State.VALIDATED:
        raise ConflictError("Only a validated text that is not frozen can become a draft again.")
    if not reason.strip():
        raise InvalidError("Say in a few words why it becomes a draft again.")
    return demand_words(reason)


def demand_reopening(role: Role, state: State, reason: str) -> str:
    """Why a new edition is begun. Raises unless it can be."""
    if not may(role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can begin a new edition.")
    if state not in (State.FROZEN, State.PUBLISHED):
        raise ConflictError("Only what is frozen can be followed by a new edition.")
    if not reason.strip():
        raise InvalidError("Say in a few words why a new edition is begun.")
    return demand_words(reason)


def demand_signing(role: Role, state: State) -> None:
    """Raises unless somebody can sign the text, or take their signature back."""
    if not may(role, Action.EDIT):
        raise ForbiddenError("Only members and facilitators can sign.")
    if state not in (State.VALIDATED, State.FROZEN, State.PUBLISHED):
        raise ConflictError("This text can be signed once it is validated.")
