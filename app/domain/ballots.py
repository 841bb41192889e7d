"""What a voter says of a text: one stance on the whole of it, and others on clauses they name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.electorates import Voter
from app.domain.errors import ConflictError, ForbiddenError, InvalidError
from app.domain.roles import Action, Role, may
from app.domain.rounds import Round, demand_voting
from app.domain.threads import MAX_WORDS_CHARACTERS


class Stance(StrEnum):
    """What somebody thinks of a text. A concern is written down, and stops nothing."""

    AGREE = "agree"
    CONCERN = "concern"
    ABSTAIN = "abstain"
    OBJECT = "object"


@dataclass(frozen=True)
class Answer:
    """A stance with its reason, and what would resolve it when it is an objection."""

    stance: Stance
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Ballot:
    """One vote as it was cast; it is never changed, only followed by another.

    number: in the order in which all ballots were cast. voter: the key of who votes. exceptions:
    by the place of a clause in the version, from 0. cast_by: the person who sent it, or who wrote
    down what the voter said aloud.
    """

    number: int
    voter: str
    whole: Answer
    exceptions: Mapping[int, Answer]
    cast_at: datetime
    cast_by: int
    is_oral: bool = False

    @property
    def answers(self) -> dict[int | None, Answer]:
        """All that it says: of the whole text, under None, and of the clauses it names."""
        return dict([(None, self.whole), *self.exceptions.items()])


def last_ones(ballots: Iterable[Ballot]) -> dict[str, Ballot]:
    """Voter -> the ballot that counts: the last that they cast."""
    return {one.voter: one for one in sorted(ballots, key=lambda one: one.number)}


def inherited(ballot: Ballot) -> Answer | None:
    """What the ballot says of the clauses it does not name; an objection says nothing of them."""
    return None if ballot.whole.stance is Stance.OBJECT else ballot.whole


def demand_ballot(round_: Round, ballot: Ballot) -> None:
    """Raises unless the ballot counts in this round at the moment it is cast."""
    demand_voting(round_, ballot.cast_at)
    voter = voter_of(round_, ballot.voter)
    if not ballot.is_oral and ballot.cast_by != voter.person_id:
        raise ForbiddenError("Only %(name)s can cast this vote.", name=voter.name)
    if not all(0 <= clause < round_.clauses for clause in ballot.exceptions):
        raise InvalidError("This version has no such clause. Load the page again.")
    for answer in ballot.answers.values():
        _demand_answer(answer)


def demand_oral(role: Role, round_: Round, voter: str, ballots: Iterable[Ballot]) -> None:
    """Raises unless `role` may write down what that voter says aloud, after these ballots."""
    if not may(role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can write down what somebody says aloud.")
    name = voter_of(round_, voter).name
    if any(one.voter == voter and not one.is_oral for one in ballots):
        raise ConflictError(
            "%(name)s has voted already. Nobody else can change that vote.", name=name
        )


def voter_of(round_: Round, key: str) -> Voter:
    """The voter with that key. Raises ForbiddenError when there is none in this round."""
    for voter in round_.electorate:
        if voter.key == key:
            return voter
    raise ForbiddenError("You can follow this round, but have no vote in it.")


def _demand_answer(answer: Answer) -> None:
    if answer.stance is Stance.OBJECT and not answer.reason.strip():
        raise InvalidError("Say why you object.")
    if answer.stance is Stance.OBJECT and not answer.remedy.strip():
        raise InvalidError("Say what would resolve your objection.")
    if max(len(answer.reason), len(answer.remedy)) > MAX_WORDS_CHARACTERS:
        raise InvalidError("This is too long. Say it in fewer words.")
