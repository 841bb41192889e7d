"""What a voter has before them: the text, what they said of it before, and if they can vote."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import ballot_papers
from app.domain.ballot_forms import Sheet
from app.domain.ballots import Ballot, Stance, demand_oral, voter_of
from app.domain.clauses import split
from app.domain.errors import DomainError, ForbiddenError, NotFoundError
from app.domain.pairing import paired
from app.domain.roles import Action, may
from app.domain.rounds import demand_voting
from app.domain.versions import MAX_PASSAGES
from app.domain.votes import Held
from app.models import Ballot as BallotRow
from app.models import Person
from app.models import Round as RoundRow
from app.models import Voter as VoterRow
from app.services.ballot_box import Box, box_of, rounds_before
from app.services.documents import Access
from app.services.rounds import find_round
from app.services.voting import own_vote

PlaceT = TypeVar("PlaceT", int, int | None)


@dataclass(frozen=True)
class Before:
    """A stance of an earlier round. round: the number of that round."""

    held: Held
    round: int


@dataclass(frozen=True)
class Slip:
    """A ballot of this round. writer: who wrote down what was said aloud; None when it was cast."""

    ballot: Ballot
    receipt: str
    writer: Person | None


@dataclass(frozen=True)
class Booth:
    """Nothing in it tells how anybody else stands in this round.

    voter: whose vote it is; None for who has none. slips: what the voter cast in this round, the
    newest first; none where another fills in the form. earlier: the round whose text this one is
    compared with. kept: place of a clause -> the earlier stance that counts there. stale: the same
    for words that have changed since, by where they stand now; under None, on the whole text.
    gone: title of a clause that is no more -> the stance on it. refusal: why no vote can be cast.
    """

    access: Access
    round: RoundRow
    voter: VoterRow | None
    slips: Sequence[Slip]
    earlier: RoundRow | None
    kept: Mapping[int, Before]
    stale: Mapping[int | None, Before]
    gone: Mapping[str, Before]
    revoked: frozenset[int]
    refusal: DomainError | None

    @property
    def waiting(self) -> frozenset[int]:
        """Where an objection to words that have changed waits for who made it."""
        if self.slips:
            return frozenset()
        return frozenset(
            place
            for place, one in self.stale.items()
            if place is not None and one.held.stance is Stance.OBJECT
        )

    @property
    def sheet(self) -> Sheet:
        """What the form can ask here."""
        kept = {place: one.held for place, one in self.kept.items()}
        return Sheet(len(self.round.version.passages_json), kept, self.revoked, self.waiting)


def own_booth(session: Session, person_id: int, key: str, number: int, now: datetime) -> Booth:
    """Where somebody casts their own vote, or finds out why not. Raises NotFoundError."""
    row, access = find_round(session, person_id, key, number)
    box = box_of(session, row)
    voter_key = own_vote(row, person_id)
    refusal = _refusal(box, voter_key, now)
    slips = _slips(session, row, voter_key) if voter_key else ()
    return _booth(session, access, row, box, voter_key, slips, refusal)


def booth_for(
    session: Session, person_id: int, key: str, number: int, voter_id: int, now: datetime
) -> Booth:
    """Where a facilitator writes down what that voter says aloud. Raises DomainError.

    What was written down before is not shown: it is nobody's business before the round is closed.
    """
    row, access = find_round(session, person_id, key, number)
    if not may(access.role, Action.FACILITATE):
        raise ForbiddenError("Only facilitators can write down what somebody says aloud.")
    voter_key = next((one.key for one in row.voters if one.id == voter_id), "")
    if not voter_key:
        raise NotFoundError("There is no such voter in this round.")
    box = box_of(session, row)
    refusal = _refusal(box, voter_key, now) or _oral_refusal(access, box, voter_key)
    return _booth(session, access, row, box, voter_key, (), refusal)


def own_slips(session: Session, person_id: int, key: str, number: int, now: datetime) -> Booth:
    """The booth of somebody who has voted. Raises DomainError for who has not."""
    booth = own_booth(session, person_id, key, number, now)
    if booth.voter is None:
        raise ForbiddenError("You can follow this round, but have no vote in it.")
    if not booth.slips:
        raise NotFoundError("You have not voted in this round yet.")
    return booth


def _refusal(box: Box, voter_key: str, now: datetime) -> DomainError | None:
    try:
        voter_of(box.round, voter_key)
        demand_voting(box.round, now)
    except DomainError as error:
        return error
    return None


def _oral_refusal(access: Access, box: Box, voter_key: str) -> DomainError | None:
    try:
        demand_oral(access.role, box.round, voter_key, box.ballots)
    except DomainError as error:
        return error
    return None


def _booth(
    session: Session, access: Access, row: RoundRow, box: Box, voter_key: str,
    slips: Sequence[Slip], refusal: DomainError | None,
) -> Booth:  # fmt: skip
    before = rounds_before(session, row)
    rounds = _numbers(session, before)
    kept = _told(box.carrying.kept.get(voter_key, {}), rounds)
    stale = _told(box.carrying.stale.get(voter_key, {}), rounds)
    there, gone = _found_again(before[-1], row, stale, kept) if before else ({}, {})
    mine = [one for one in box.ballots if one.voter == voter_key]
    return Booth(
        access=access,
        round=row,
        voter=next((one for one in row.voters if one.key == voter_key), None),
        slips=slips,
        earlier=_last_voted_on(session, before, voter_key),
        kept=kept,
        stale=there,
        gone=gone,
        revoked=frozenset(clause for one in mine for clause in one.exceptions),
        refusal=refusal,
    )


def _slips(session: Session, row: RoundRow, voter_key: str) -> list[Slip]:
    rows = session.scalars(
        select(BallotRow)
        .join(BallotRow.voter)
        .where(BallotRow.round_id.in_(_ids(row)), VoterRow.key == voter_key)
        .order_by(BallotRow.id.desc())
    ).all()
    ballots = [ballot_papers.read(one.id, one.content) for one in rows]
    return [
        Slip(ballot, one.receipt, session.get(Person, ballot.cast_by) if ballot.is_oral else None)
        for one, ballot in zip(rows, ballots, strict=True)
    ]


def _ids(row: RoundRow) -> list[int]:
    """Of the round, and of the one that it recalls."""
    return [one for one in (row.id, row.recalls_id) if one is not None]


def _numbers(session: Session, rounds: Sequence[RoundRow]) -> Mapping[int, int]:
    """Ballot -> the number of its round, for all that were cast in these and those they recall."""
    numbers = {one: row.number for row in rounds for one in _ids(row)}
    found = session.execute(
        select(BallotRow.id, BallotRow.round_id).where(BallotRow.round_id.in_(numbers))
    )
    return {ballot: numbers[round_id] for ballot, round_id in found}


def _told(held: Mapping[PlaceT, Held], rounds: Mapping[int, int]) -> dict[PlaceT, Before]:
    return {place: Before(one, rounds[one.ballot]) for place, one in held.items()}


def _found_again(
    earlier: RoundRow, row: RoundRow, stale: Mapping[int | None, Before], kept: Collection[int]
) -> tuple[dict[int | None, Before], dict[str, Before]]:
    """Where the clauses stand now on whose former words something was said; and those that do not
    stand anywhere, by their titles."""
    texts = [split(one.version.markdown, MAX_PASSAGES) for one in (earlier, row)]
    now = {old: new for new, old in paired(*texts).items() if new not in kept}
    there: dict[int | None, Before] = {}
    gone: dict[str, Before] = {}
    for place, one in stale.items():
        if place is None:
            there[None] = one
        elif place in now:
            there[now[place]] = one
        else:
            gone[texts[0][place].title] = one
    return there, gone


def _last_voted_on(session: Session, before: Sequence[RoundRow], voter_key: str) -> RoundRow | None:
    """The last earlier round in which that voter voted; else the last of all."""
    ids = {one: row for row in before for one in _ids(row)}
    voted = session.scalars(
        select(BallotRow.round_id)
        .join(BallotRow.voter)
        .where(BallotRow.round_id.in_(ids), VoterRow.key == voter_key)
        .order_by(BallotRow.id.desc())
        .limit(1)
    ).first()
    if voted is not None:
        return ids[voted]
    return before[-1] if before else None
