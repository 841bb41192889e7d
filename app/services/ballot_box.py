"""The ballots of a round as they lie in the box, and what comes of counting them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain import ballot_papers
from app.domain.ballots import Ballot, last_ones
from app.domain.carrying import Carrying, Earlier, carrying
from app.domain.electorates import Voter
from app.domain.objections import Objection, ended
from app.domain.outcomes import Outcome, outcome
from app.domain.rounds import Round, RoundState
from app.domain.tallies import tally
from app.domain.versions import Passage
from app.domain.votes import Vote, votes
from app.models import Ballot as BallotRow
from app.models import Objection as ObjectionRow
from app.models import Round as RoundRow


@dataclass(frozen=True)
class Box:
    """All that a round is decided by. ballots: also those of the round that it recalls.

    carrying: what earlier rounds leave to its clauses.
    """

    round: Round
    ballots: Sequence[Ballot]
    objections: Sequence[Objection]
    carrying: Carrying

    @property
    def voted(self) -> Mapping[str, Ballot]:
        """The key of each who voted -> the ballot that counts."""
        return last_ones(self.ballots)

    @property
    def votes(self) -> Mapping[str, Vote]:
        """How each voter stands, by their key."""
        return votes(self.ballots, self.round.clauses, self._ended, self.carrying.kept)

    @property
    def outcome(self) -> Outcome:
        """What it decided; of an open round, what it would decide if nothing changed."""
        return outcome(
            self.round,
            tally(
                self.ballots,
                self.round.electorate,
                self.round.clauses,
                self._ended,
                self.carrying.kept,
            ),
        )

    @property
    def _ended(self) -> frozenset[tuple[int, int | None]]:
        return ended(self.objections, self.round.end)


def box_of(session: Session, row: RoundRow) -> Box:
    """The box of a round, as it is in the database."""
    objections = _objections(session, row.document_id)
    terms = as_round(row)
    earlier = rounds_before(session, row)
    carried = _carrying(session, earlier, row.version.passages, ended(objections, terms.end))
    return Box(terms, ballots_of(session, row), objections, carried)


def rounds_before(session: Session, row: RoundRow) -> list[RoundRow]:
    """The earlier rounds that leave something to this one, the oldest first."""
    return [one for one in _deciding(_until(session, row), row) if one is not row]


def left_to(
    session: Session, document_id: int, passages: Sequence[Passage], end: datetime
) -> Carrying:
    """What all rounds so far would leave to another one on those clauses that ends at `end`."""
    done = ended(_objections(session, document_id), end)
    return _carrying(session, _deciding(_rounds(session, document_id)), passages, done)


def _deciding(rounds: Sequence[RoundRow], asked: RoundRow | None = None) -> list[RoundRow]:
    """Without those that were voided, but for the one asked about, or called once more."""
    decided = [one for one in rounds if one.state is not RoundState.VOIDED or one is asked]
    recalled = {one.recalls_id for one in decided}
    return [one for one in decided if one.id not in recalled]


def _carrying(
    session: Session,
    rounds: Sequence[RoundRow],
    passages: Sequence[Passage],
    done: frozenset[tuple[int, int | None]],
) -> Carrying:
    earlier = [Earlier(one.version.passages, ballots_of(session, one)) for one in rounds]
    return carrying(earlier, passages, done)


def as_round(row: RoundRow) -> Round:
    """The round as the rules know it."""
    return Round(
        rule=row.rule,
        quorum=row.quorum,
        deadline=row.deadline,
        electorate=tuple(Voter(one.person_id, one.name, one.organisation) for one in row.voters),
        clauses=len(row.version.passages_json),
        state=row.state,
        closed_at=row.closed_at,
        is_recalled=row.recalls_id is not None,
    )


def ballots_of(session: Session, row: RoundRow) -> list[Ballot]:
    """Every ballot cast in the round, or in the one that it recalls, in that order."""
    ids = [one for one in (row.id, row.recalls_id) if one is not None]
    found = session.scalars(
        select(BallotRow).where(BallotRow.round_id.in_(ids)).order_by(BallotRow.id)
    )
    return [ballot_papers.read(one.id, one.content) for one in found]


def _until(session: Session, row: RoundRow) -> list[RoundRow]:
    """The rounds of its document up to this one, the oldest first."""
    return [one for one in _rounds(session, row.document_id) if one.number <= row.number]


def _rounds(session: Session, document_id: int) -> Sequence[RoundRow]:
    """The rounds of a document, the oldest first."""
    return session.scalars(
        select(RoundRow)
        .where(RoundRow.document_id == document_id)
        .order_by(RoundRow.number)
        .options(joinedload(RoundRow.version), selectinload(RoundRow.voters))
    ).all()


def _objections(session: Session, document_id: int) -> list[Objection]:
    found = session.scalars(
        select(ObjectionRow)
        .join(ObjectionRow.ballot)
        .join(BallotRow.round)
        .where(RoundRow.document_id == document_id)
        .order_by(ObjectionRow.id)
    )
    return [Objection(one.ballot_id, one.clause, one.state, one.ended_at) for one in found]


def is_over(row: RoundRow, now: datetime) -> bool:
    """Whether its deadline has passed, and it only waits to be closed."""
    return row.state is RoundState.OPEN and now >= row.deadline
