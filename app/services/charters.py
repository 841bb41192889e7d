"""A published charter: the frozen text, who signed it, and how it was agreed, for everybody.

Everything is told of the edition: nothing here reads the text as it is being written now.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.acts import Kind
from app.domain.ballots import Stance
from app.domain.errors import NotFoundError
from app.domain.outcomes import Outcome
from app.domain.rounds import RoundState
from app.domain.votes import Vote
from app.models import (
    Contribution,
    Edition,
    LedgerEvent,
    Round,
    Signature,
    Version,
    Voter,
)
from app.services.ballot_box import box_of
from app.services.charter_objections import Raised, raised_on_the_way
from app.services.publishing import published_editions
from app.services.signatures import signatures_of
from realtime.people import PublicPerson, public_people


@dataclass(frozen=True)
class Held:
    """A round that was closed on the way to an edition, and what came out."""

    round: Round
    outcome: Outcome
    votes: Mapping[str, Vote]
    voted: Collection[str]

    def vote_of(self, voter: Voter) -> Vote | None:
        """How a voter stands, if they voted in this round."""
        return self.votes.get(voter.key) if voter.key in self.voted else None

    def apart(self, vote: Vote) -> list[tuple[str, Stance]]:
        """The headings of the clauses to which they stand otherwise than to the whole text."""
        whole = vote.whole.stance if vote.whole else None
        passages = self.round.version.passages
        return [
            (passages[place].title, one.stance)
            for place, one in sorted(vote.clauses.items())
            if one.stance is not whole
        ]


@dataclass(frozen=True)
class Charter:
    """All that the page of an edition tells.

    editions: all that are published, the newest first. rounds: those on the way to it, the oldest
    first; the last of them validated it, unless it was frozen for a reason. contributors: who wrote
    in it, those who did most first. people: how voters are seen, by the id of the person. seal: of
    the act of publication.
    """

    edition: Edition
    editions: Sequence[Edition]
    rounds: Sequence[Held]
    objections: Sequence[Raised]
    contributors: Sequence[PublicPerson]
    people: Mapping[int, PublicPerson]
    signatures: Sequence[Signature]
    seal: str

    @property
    def validated_by(self) -> Held | None:
        """The round that validated it."""
        by = self.edition.round_id
        return next((one for one in self.rounds if one.round.id == by), None)


def published_edition(session: Session, key: str, number: int | None = None) -> Edition:
    """That edition of the document `key` names; the newest when no number is given.

    Raises NotFoundError when it is not published, is not there or never was: all look alike.
    """
    return _numbered(published_editions(session, key), number)


def charter_of(session: Session, key: str, number: int | None = None) -> Charter:
    """All that the page of an edition tells. Raises as `published_edition`."""
    editions = published_editions(session, key)
    edition = _numbered(editions, number)
    rows = _rounds(session, edition)
    voters = {voter.person_id for row in rows for voter in row.voters}
    contributors = _contributors(session, edition)
    people = public_people(session, edition.document_id, {*voters, *contributors})
    rounds = [_held(session, row) for row in rows]
    return Charter(
        edition=edition,
        editions=editions,
        rounds=rounds,
        objections=raised_on_the_way(session, edition, rows, rounds[-1].votes if rounds else {}),
        contributors=[people[one] for one in contributors],
        people=people,
        signatures=signatures_of(session, edition.version_id),
        seal=_seal(session, edition),
    )


def _numbered(editions: Sequence[Edition], number: int | None) -> Edition:
    edition = next((one for one in editions if number in (None, one.number)), None)
    if edition is None:
        raise NotFoundError("There is no published text at this address.")
    return edition


def _rounds(session: Session, edition: Edition) -> Sequence[Round]:
    """The rounds closed since the edition before, until this one was frozen."""
    since = session.scalar(
        select(func.max(Edition.frozen_at)).where(
            Edition.document_id == edition.document_id, Edition.number < edition.number
        )
    )
    query = select(Round).where(
        Round.document_id == edition.document_id,
        Round.state == RoundState.CLOSED,
        # By a clock that is behind, the text was frozen before the round was closed that led to it.
        or_(Round.closed_at <= edition.frozen_at, Round.id == edition.round_id),
    )
    if since is not None:
        query = query.where(or_(Round.closed_at > since, Round.id == edition.round_id))
    return session.scalars(
        query.order_by(Round.number).options(
            joinedload(Round.version), selectinload(Round.voters).joinedload(Voter.person)
        )
    ).all()


def _held(session: Session, row: Round) -> Held:
    box = box_of(session, row)
    return Held(row, box.outcome, box.votes, box.voted)


def _contributors(session: Session, edition: Edition) -> Sequence[int]:
    """The ids of the people who wrote in the text up to this edition."""
    wrote = func.sum(Contribution.added + Contribution.removed)
    return session.scalars(
        select(Contribution.person_id)
        .join(Version, Version.id == Contribution.version_id)
        .where(Version.document_id == edition.document_id, Version.number <= edition.version.number)
        .group_by(Contribution.person_id)
        .order_by(wrote.desc(), Contribution.person_id)
    ).all()


def _seal(session: Session, edition: Edition) -> str:
    """Of the act by which it was published; "" when the ledger has none."""
    # An act begins with its kind, as its keys are sorted: what people wrote cannot stand there.
    published = session.scalars(
        select(LedgerEvent)
        .where(
            LedgerEvent.document_id == edition.document_id,
            LedgerEvent.words.startswith(f'{{"act":"{Kind.PUBLISHED}",', autoescape=True),
        )
        .order_by(LedgerEvent.number)
    )
    number = edition.number
    return next((one.seal for one in published if json.loads(one.words)["edition"] == number), "")
