"""The acts of voting, as rounds, ballots and objections tell them."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import acts, ballot_papers
from app.domain.acts import Act, Kind
from app.domain.electorates import Voter
from app.domain.objections import ObjectionState, raised
from app.domain.outcomes import Result
from app.domain.rounds import RoundState
from app.domain.versions import sha256_of
from app.models import Ballot, Document, Objection, Round
from app.proving.reading import UNREADABLE, readable
from app.proving.rebuilt import Rebuilt, doubts, rebuild, there
from app.services.ballot_box import box_of


def of_rounds(session: Session, document: Document) -> Iterator[Rebuilt]:
    """What was opened, and how it ended; each outcome is made of its ballots once more."""
    keys = select(Round.id).where(Round.document_id == document.id).order_by(Round.number)
    for row in readable(session, Round, keys):
        name = f"round {row.number}"
        yield rebuild(
            (Kind.OPENED, row.number), f"the opening of {name}", _opened, row, _doubts(row)
        )
        if row.state is RoundState.VOIDED:
            yield rebuild((Kind.VOIDED, row.number), f"the voiding of {name}", _voided, row)
        elif row.state is RoundState.CLOSED or row.closed_at or row.closed_by_id is not None:
            yield rebuild((Kind.CLOSED, row.number), f"the closing of {name}", _closed, row)


def _opened(row: Round) -> Act:
    recalls = None if row.recalls_id is None else there(row.recalls).number
    voters = [Voter(one.person_id, "", one.organisation) for one in row.voters]
    return acts.opened(
        row.number, row.version.number, recalls, row.rule, row.quorum, row.deadline, voters,
        row.opened_at, row.opened_by_id,
    )  # fmt: skip


def _doubts(row: Round) -> list[str]:
    try:
        voters = [Voter(one.person_id, "", one.organisation) for one in row.voters]
        return doubts(
            (row.version.document_id != row.document_id, "its version is of another document"),
            (
                [one.key for one in voters] != [one.key for one in row.voters],
                "the key of one of its voters is not theirs",
            ),
            (
                [one.place for one in row.voters] != list(range(len(voters))),
                "its voters are not in the order in which they were chosen",
            ),
            (row.quorum.denominator != row.quorum_whole, "its quorum is kept in other numbers"),
        )
    except UNREADABLE:
        return ["its version, its quorum or its voters cannot be read"]


def _voided(row: Round) -> Act:
    if row.result is not Result.VOIDED:
        raise ValueError("it is kept with a result")
    return acts.voided(row.number, row.reason, there(row.closed_at), there(row.closed_by_id))


def _closed(row: Round) -> Act:
    session = there(Session.object_session(row))
    outcome = box_of(session, row).outcome
    if row.result is not outcome.result or row.reason:
        raise ValueError("it is kept with another result")
    return acts.closed(row.number, outcome, there(row.closed_at), row.closed_by_id)


def of_ballots(session: Session, document: Document) -> Iterator[Rebuilt]:
    """Each ballot, and what its voter or a facilitator did with its objections."""
    keys = (
        select(Ballot.id)
        .join(Ballot.round)
        .where(Round.document_id == document.id)
        .order_by(Ballot.id)
    )
    for row in readable(session, Ballot, keys):
        ids = select(Objection.id).where(Objection.ballot_id == row.id).order_by(Objection.id)
        objections = list(readable(session, Objection, ids))
        name = f"ballot {row.id}"
        yield rebuild((Kind.BALLOT, row.id), name, _ballot, row, _doubts_of(row, objections))
        for one in objections:
            if one.state is not ObjectionState.OPEN or one.ended_at or one.answer:
                key = (Kind.OBJECTION, row.id, one.clause)
                yield rebuild(key, f"the end of an objection of {name}", _ended, one)


def _ballot(row: Ballot) -> Act:
    said = ballot_papers.read(row.id, row.content)
    return acts.ballot(
        row.round.number, row.id, said.voter, row.receipt, said.is_oral, said.cast_at, said.cast_by
    )


def _doubts_of(row: Ballot, objections: list[Objection]) -> list[str]:
    try:
        said = ballot_papers.read(row.id, row.content)
        again = ballot_papers.written(said, row.round.number, ballot_papers.salt_of(row.content))
        kept = [one.clause for one in objections]
        return doubts(
            (sha256_of(row.content) != row.receipt, "its receipt is not the SHA-256 of its words"),
            (again != row.content, "its words are not those of a ballot of that round"),
            (
                row.voter.key != said.voter or row.voter.round_id != row.round_id,
                "it lies with another voter than it names",
            ),
            (
                sorted(map(str, kept)) != sorted(str(one.clause) for one in raised(said)),
                "the objections that are kept of it are not those that it makes",
            ),
        )
    except UNREADABLE:
        return ["its words or its voter cannot be read"]


def _ended(row: Objection) -> Act:
    at, by = there(row.ended_at), there(row.ended_by_id)
    return acts.objection(row.ballot_id, row.clause, row.state, row.answer, at, by)
