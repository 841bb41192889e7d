"""What was objected to on the way to a published edition, and what became of it until then."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain import ballot_papers
from app.domain.ballots import Answer, Ballot, Stance, last_ones
from app.domain.objections import (
    ObjectionKey,
    ObjectionState,
    ObjectionStatus,
    replaced,
    status_of,
)
from app.domain.votes import Vote
from app.models import Edition, Objection, Round
from app.services.ballot_box import ballots_of
from app.services.objections import objections_of


@dataclass(frozen=True)
class Raised:
    """An objection, with the answer of the ballot that made it.

    place: the heading of its clause, "" before the first; None for the whole text. status: where it
    stood in the last round on the way to the edition; None when nobody ended it, but it counted no
    longer, as who made it did not vote again on words that had changed.
    """

    row: Objection
    said: Answer
    place: str | None
    status: ObjectionStatus | None


def raised_on_the_way(
    session: Session, edition: Edition, rounds: Sequence[Round], votes: Mapping[str, Vote]
) -> list[Raised]:
    """Those that counted in these rounds, and those that somebody ended, the oldest first.

    What a voter said differently later in the same round, without ending it, is not what they said
    in it. What was carried over from the way to an earlier edition counted, too. votes: how the
    voters stood in the last of the rounds.
    """
    ballots: dict[int, Ballot] = {}
    counting: set[int] = set()
    for row in rounds:
        cast = ballots_of(session, row)
        ballots |= {one.number: one for one in cast}
        counting |= {one.number for one in last_ones(cast).values()}
    kept = _counting_in(votes)
    shown = [
        one
        for one in reversed(objections_of(session, edition.document_id))
        if _key(one) in kept
        or one.ballot_id in counting
        or (one.ballot_id in ballots and one.state is not ObjectionState.OPEN)
    ]
    made = {_key(one): one.ballot.voter.key for one in shown}
    gone = replaced(made, last_ones(ballots.values()), kept)
    return [Raised(one, _said(one), _place(one), _status(one, kept, gone)) for one in shown]


def _counting_in(votes: Mapping[str, Vote]) -> frozenset[ObjectionKey]:
    """The objections of those who vote like this."""
    held = [one for vote in votes.values() for one in (vote.whole, *vote.clauses.values())]
    return frozenset(
        (one.ballot, one.clause) for one in held if one and one.stance is Stance.OBJECT
    )


def _status(
    objection: Objection, kept: Collection[ObjectionKey], gone: Collection[ObjectionKey]
) -> ObjectionStatus | None:
    key = _key(objection)
    if objection.state is ObjectionState.OPEN and key not in kept and key not in gone:
        return None
    return status_of(objection.state, key in gone, is_voided=False)


def _key(objection: Objection) -> ObjectionKey:
    return objection.ballot_id, objection.clause


def _said(objection: Objection) -> Answer:
    ballot = ballot_papers.read(objection.ballot_id, objection.ballot.content)
    return ballot.answers[objection.clause]


def _place(objection: Objection) -> str | None:
    if objection.clause is None:
        return None
    return objection.ballot.round.version.passages[objection.clause].title
