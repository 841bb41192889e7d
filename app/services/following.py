"""A round as everybody may follow it: who has voted, and once it is closed all that was said."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.ballots import Ballot
from app.domain.lifecycle import State
from app.domain.outcomes import Outcome, Result
from app.domain.roles import Action, may
from app.domain.rounds import RoundState
from app.domain.tallies import Count, carried_over
from app.domain.votes import Held, Origin, Vote
from app.models import Ballot as BallotRow
from app.models import Document, Objection, Voter
from app.models import Round as RoundRow
from app.services.ballot_box import Box, box_of, is_over
from app.services.documents import Access
from app.services.objections import objections_of
from app.services.rounds import find_round, rounds_of

NOTHING = Vote(None, {})  # what somebody said who said nothing


@dataclass(frozen=True)
class Followed:
    """A round, for the person who follows it.

    objections: all that were raised in it, the newest first. receipts: of every ballot, in the
    order cast. recalled: the round that it asks once more. later: the rounds after it, the newest
    first.
    """

    person_id: int
    access: Access
    row: RoundRow
    box: Box
    objections: Sequence[Objection]
    receipts: Sequence[BallotRow]
    recalled: RoundRow | None
    later: Sequence[RoundRow]

    @property
    def document(self) -> Document:
        return self.access.document

    @property
    def facilitates(self) -> bool:
        return may(self.access.role, Action.FACILITATE)

    @property
    def titles(self) -> list[str]:
        """Of its clauses, "" for what stands before the first heading."""
        return [one.title for one in self.row.version.passages]

    @property
    def outcome(self) -> Outcome:
        """Not to be shown before the round is closed."""
        return self.box.outcome

    @property
    def voted(self) -> Mapping[str, Ballot]:
        """The key of each who voted -> the ballot that counts."""
        keys = {one.key for one in self.row.voters}
        return {key: ballot for key, ballot in self.box.voted.items() if key in keys}

    @property
    def own(self) -> Voter | None:
        """The vote of who asks, if they have one."""
        return next((one for one in self.row.voters if one.person_id == self.person_id), None)

    def ballot_of(self, objection: Objection) -> Ballot:
        """The ballot that made the objection, with what it says of it."""
        return next(one for one in self.box.ballots if one.number == objection.ballot_id)

    def stage(self, now: datetime) -> str:
        """ "closed"; or, while it is open, "over", "complete" (all have voted) or "open"."""
        if self.row.state is not RoundState.OPEN:
            return "closed"
        if is_over(self.row, now):
            return "over"
        return "complete" if len(self.voted) == len(self.row.voters) else "open"

    @property
    def carried(self) -> Sequence[Count]:
        """Of what counts on each clause, how much was said in an earlier round."""
        return carried_over(self.box.votes, self.box.round.electorate, self.box.round.clauses)

    @property
    def remarks(self) -> list[tuple[int | None, list[tuple[Voter, Held]]]]:
        """The places of which somebody said more than how they stand, each with who and what."""
        votes = self.box.votes
        said: dict[int | None, list[tuple[Voter, Held]]] = {}
        for voter in self.row.voters:
            for place, held in _said(votes.get(voter.key, NOTHING)):
                if held.answer.reason or held.answer.remedy:
                    said.setdefault(place, []).append((voter, held))
        places = (None, *range(self.box.round.clauses))
        return [(place, said[place]) for place in places if place in said]

    @property
    def standings(self) -> list[tuple[Voter, Held | None, dict[Origin, dict[int, Held]]]]:
        """Each voter, how they stand to the whole text, and by origin how to which clauses."""
        votes = self.box.votes
        return [
            (voter, vote.whole, {one: _of(vote, one) for one in (Origin.NAMED, Origin.CARRIED)})
            for voter in self.row.voters
            for vote in (votes.get(voter.key, NOTHING),)
        ]

    @property
    def may_recall(self) -> bool:
        """Whether the same can be asked once more: too few voted, and nothing has changed."""
        return (
            self.facilitates
            and self.row.result is Result.INQUORATE
            and self.row.recalls_id is None
            and not self.later
            and self.document.state is State.DRAFTING
            and self.document.head == self.row.version.seq
        )

    @property
    def recalled_by(self) -> RoundRow | None:
        """The round in which the same was asked once more."""
        return next((one for one in self.later if one.recalls_id == self.row.id), None)


def follow(session: Session, person_id: int, key: str, number: int) -> Followed:
    """Round `number` of the document `key` names. Raises NotFoundError."""
    row, access = find_round(session, person_id, key, number)
    ids = [one for one in (row.id, row.recalls_id) if one is not None]
    document_id = access.document.id
    rounds = rounds_of(session, document_id)
    return Followed(
        person_id,
        access,
        row,
        box_of(session, row),
        [one for one in objections_of(session, document_id) if one.ballot.round_id in ids],
        _receipts(session, ids),
        next((one for one in rounds if one.id == row.recalls_id), None),
        [one for one in rounds if one.number > row.number],
    )


def _of(vote: Vote, origin: Origin) -> dict[int, Held]:
    """How somebody stands to clauses for that reason, in order."""
    return {place: held for place, held in sorted(vote.clauses.items()) if held.origin is origin}


def _said(vote: Vote) -> Iterator[tuple[int | None, Held]]:
    """All that somebody said, each once: what they said of a whole text earlier still counts on
    every clause that has not changed."""
    if vote.whole is not None:
        yield None, vote.whole
    told = set()
    for place, held in {**_of(vote, Origin.NAMED), **_of(vote, Origin.CARRIED)}.items():
        if held.clause is not None:
            yield place, held
        elif held.ballot not in told:
            told.add(held.ballot)
            yield None, held


def _receipts(session: Session, ids: Collection[int]) -> Sequence[BallotRow]:
    return session.scalars(
        select(BallotRow)
        .where(BallotRow.round_id.in_(ids))
        .order_by(BallotRow.id)
        .options(joinedload(BallotRow.voter), joinedload(BallotRow.round))
    ).all()
