"""In which order acts can follow each other, and in which state they leave a document."""

from app.domain.acts import Act, Kind
from app.domain.lifecycle import State
from app.domain.outcomes import Result

_SIGNABLE = frozenset({State.VALIDATED, State.FROZEN, State.PUBLISHED})
_BEFORE = {
    Kind.OPENED: {State.DRAFTING},
    Kind.BALLOT: {State.VALIDATING},
    Kind.CLOSED: {State.VALIDATING},
    Kind.VOIDED: {State.VALIDATING},
    Kind.REDRAFTED: {State.VALIDATED},
    Kind.FROZEN: {State.DRAFTING, State.VALIDATED},
    Kind.PUBLISHED: {State.FROZEN},
    Kind.REOPENED: {State.FROZEN, State.PUBLISHED},
    Kind.SIGNED: _SIGNABLE,
    Kind.UNSIGNED: _SIGNABLE,
}
_AFTER = {
    Kind.OPENED: State.VALIDATING,
    Kind.VOIDED: State.DRAFTING,
    Kind.REDRAFTED: State.DRAFTING,
    Kind.FROZEN: State.FROZEN,
    Kind.PUBLISHED: State.PUBLISHED,
    Kind.REOPENED: State.DRAFTING,
}


class Course:
    """Follows the acts of one document, and says which could not come where it stands."""

    def __init__(self) -> None:
        self.state = State.DRAFTING
        self._round = 0

    def can_follow(self, act: Act) -> bool:
        """Whether `act` could be done there; from here on it is. Raises KeyError, ValueError."""
        kind = Kind(act["act"])
        is_possible = self.state in _BEFORE.get(kind, {self.state}) and self._is_of_this_round(act)
        if kind is Kind.CLOSED:
            passed = act["result"] == Result.PASSED
            self.state = State.VALIDATED if passed else State.DRAFTING
        else:
            self.state = _AFTER.get(kind, self.state)
        return is_possible

    def _is_of_this_round(self, act: Act) -> bool:
        """Rounds follow each other; what is done in one names the newest."""
        kind = Kind(act["act"])
        if kind is Kind.OPENED:
            before, self._round = self._round, act["round"]
            return self._round == before + 1
        if kind in (Kind.BALLOT, Kind.CLOSED, Kind.VOIDED, Kind.REDRAFTED):
            return self._round == int(act["round"])
        if kind is Kind.FROZEN and self.state is State.VALIDATED:
            return self._round == int(act["round"])
        return kind is not Kind.FROZEN or act["round"] is None
