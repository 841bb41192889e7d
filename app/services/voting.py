"""Casting a ballot: one's own, or one that somebody said aloud and a facilitator writes down."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain import acts, ballot_papers
from app.domain.ballots import (
    Answer,
    Ballot,
    demand_ballot,
    demand_oral,
    voter_of,
)
from app.domain.errors import ConflictError
from app.domain.mails import About
from app.domain.objections import raised
from app.domain.versions import sha256_of
from app.models import Ballot as BallotRow
from app.models import Objection as ObjectionRow
from app.models import Round as RoundRow
from app.notices import Changed, announce
from app.services.ballot_box import as_round, ballots_of
from app.services.ledger import record
from app.services.letters_to_voters import write_to
from app.services.objection_threads import open_objection_thread
from app.services.rounds import find_round
from app.services.voters import voters_here

SALT_BYTES = 16


@dataclass(frozen=True)
class Said:
    """What a form says of a text: of the whole, and of the clauses it names, by their places."""

    whole: Answer
    exceptions: Mapping[int, Answer]


def cast(
    session: Session, person_id: int, key: str, number: int, said: Said, now: datetime
) -> BallotRow:
    """Cast the person's own ballot; the last one counts. Raises DomainError.

    Whether it is in time is decided here, under the lock that also closes the round.
    """
    row, access = find_round(session, person_id, key, number, lock=True)
    # Who was taken out of the group may have come back as a guest: that gives no vote.
    voter_key = "" if access.is_guest else own_vote(row, person_id)
    return _cast(session, row, voter_key, person_id, said, now)


def cast_orally(
    session: Session,
    person_id: int,
    key: str,
    number: int,
    voter_id: int,
    said: Said,
    now: datetime,
) -> BallotRow:
    """Write down what a voter said aloud in a meeting; they hear of it. Raises DomainError."""
    row, access = find_round(session, person_id, key, number, lock=True)
    voter = next((one for one in row.voters if one.id == voter_id), None)
    voter_key = voter.key if voter else ""
    demand_oral(access.role, as_round(row), voter_key, ballots_of(session, row))
    if voter not in voters_here(session, row):
        raise ConflictError("This voter is no longer in the group: no vote can be cast for them.")
    ballot = _cast(session, row, voter_key, person_id, said, now, is_oral=True)
    write_to(session, About.ORAL, ballot.voter, now)
    return ballot


def own_vote(row: RoundRow, person_id: int) -> str:
    """The key of the vote that somebody has in a round; "" when they have none."""
    return next((one.key for one in row.voters if one.person_id == person_id), "")


def _cast(
    session: Session,
    row: RoundRow,
    voter_key: str,
    person_id: int,
    said: Said,
    now: datetime,
    is_oral: bool = False,
) -> BallotRow:
    terms = as_round(row)
    voter_of(terms, voter_key)
    ballot = Ballot(0, voter_key, said.whole, said.exceptions, now, person_id, is_oral)
    demand_ballot(terms, ballot)
    voter = next(one for one in row.voters if one.key == voter_key)
    content = ballot_papers.written(ballot, row.number, secrets.token_hex(SALT_BYTES))
    cast = BallotRow(round=row, voter=voter, content=content, receipt=sha256_of(content))
    session.add(cast)
    session.flush()
    _object(session, row, cast, now)
    record(
        session,
        row.document_id,
        acts.ballot(row.number, cast.id, voter_key, cast.receipt, is_oral, now, person_id),
    )
    announce(session, Changed(row.document_id, "rounds"))
    return cast


def _object(session: Session, row: RoundRow, cast: BallotRow, now: datetime) -> None:
    """Each objection is a thing of its own from here on, with a thread to work on it."""
    ballot = ballot_papers.read(cast.id, cast.content)
    for one in raised(ballot):
        answer = ballot.answers[one.clause]
        thread = open_objection_thread(session, row, ballot, one.clause, answer, now)
        session.add(ObjectionRow(ballot=cast, clause=one.clause, thread=thread))
    session.flush()
