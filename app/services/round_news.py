"""What a mail about a round has to say to one of its voters at the moment it is sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.ballots import Ballot
from app.domain.mails import About
from app.domain.outcomes import Outcome
from app.domain.rounds import Round as Terms
from app.domain.rounds import RoundState
from app.models import Mail, Person, Round, Voter
from app.services.ballot_box import box_of, is_over
from app.services.documents import access_to


@dataclass(frozen=True)
class RoundNews:
    """A round as one voter hears of it.

    terms: the same round as the rules know it. actor: who opened or voided it, or who wrote the
    vote down. voted: how many have voted. has_voted: whether the reader has. is_open: whether votes
    still count. zone: of the reader, an IANA name; "" when they chose none.
    """

    round: Round
    terms: Terms
    voter: Voter
    outcome: Outcome
    actor: Person | None
    voted: int
    has_voted: bool
    is_open: bool
    zone: str


def round_news_for(session: Session, person: Person, mail: Mail, now: datetime) -> RoundNews | None:
    """What `mail` tells the person of its round; None when that helps them no more."""
    row = _round_of(session, mail)
    voter = _vote_of(row, person) if row else None
    if row is None or voter is None or access_to(session, person.id, row.document.key) is None:
        return None
    box = box_of(session, row)
    own = box.voted.get(voter.key)
    is_open = row.state is RoundState.OPEN and not is_over(row, now)
    if not _helps(mail.about, own, is_open):
        return None
    return RoundNews(
        round=row,
        terms=box.round,
        voter=voter,
        outcome=box.outcome,
        actor=_actor(session, mail.about, row, own),
        voted=len(box.voted),
        has_voted=own is not None,
        is_open=is_open,
        zone=person.time_zone,
    )


def _round_of(session: Session, mail: Mail) -> Round | None:
    return session.get(
        Round,
        mail.round_id,
        options=[
            joinedload(Round.document),
            joinedload(Round.version),
            joinedload(Round.opened_by),
            joinedload(Round.closed_by),
            joinedload(Round.recalls),
            selectinload(Round.voters),
        ],
    )


def _vote_of(row: Round, person: Person) -> Voter | None:
    return next((one for one in row.voters if one.person_id == person.id), None)


def _helps(about: About, own: Ballot | None, is_open: bool) -> bool:
    """Whether it still says what is so. own: the reader's ballot that counts."""
    if about is About.VOTE:
        return is_open
    if about is About.REMINDER:
        return is_open and own is None
    return about is About.OUTCOME or (own is not None and own.is_oral)


def _actor(session: Session, about: About, row: Round, own: Ballot | None) -> Person | None:
    if about is About.ORAL and own is not None:
        return session.get(Person, own.cast_by)
    return row.closed_by if about is About.OUTCOME else row.opened_by
