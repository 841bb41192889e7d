"""Objections as one person may see and use them: what was said, whether it counts, and what to do.

Whether an objection counts is computed when it is read, as what is carried over is.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain import ballot_papers
from app.domain.ballots import Answer, last_ones
from app.domain.carrying import same
from app.domain.objections import ObjectionKey, ObjectionStatus, replaced, status_of
from app.domain.roles import Action, may
from app.domain.rounds import RoundState
from app.domain.rules import Rule
from app.domain.versions import Passage, passages, sha256_of
from app.models import Objection, Round, Version
from app.services.ballot_box import Box, ballots_of, box_of
from app.services.cards import Cards, cards_of
from app.services.documents import Access, find_document, text_of
from app.services.objections import find_objection, objections_of
from app.services.rounds import rounds_of

_STANDING = (ObjectionStatus.OPEN, ObjectionStatus.SET_ASIDE)
_IN_ORDER = tuple(ObjectionStatus)


@dataclass(frozen=True)
class Statement:
    """An objection with all that is said of it.

    answer: the reason, and what would resolve it. passage: the clause as it was then; None when it
    is about the whole text. has_changed: whether it stands on words that are not in the text now.
    asked_in: the number of the open round in which its voter is asked again, if there is one.
    """

    objection: Objection
    answer: Answer
    said_at: datetime
    is_oral: bool
    passage: Passage | None
    status: ObjectionStatus
    has_changed: bool
    asked_in: int | None

    @property
    def round(self) -> Round:
        return self.objection.ballot.round


@dataclass(frozen=True)
class Statements:
    """All objections on a document, those that are open first, then the newest first."""

    access: Access
    statements: Sequence[Statement]

    @property
    def open(self) -> int:
        """How many of them are open."""
        return sum(one.status is ObjectionStatus.OPEN for one in self.statements)


@dataclass(frozen=True)
class Case:
    """One objection to be worked on.

    words: the clause as it stood, in Markdown, without its heading; "" for the whole text. text:
    the document as it stands now. heading: the how-manieth heading of it begins that clause, if it
    is still there. cards: what was said about it.
    """

    access: Access
    person_id: int
    statement: Statement
    words: str
    text: str
    heading: int | None
    cards: Cards | None

    @property
    def is_own(self) -> bool:
        return self.statement.objection.ballot.voter.person_id == self.person_id

    @property
    def may_end(self) -> bool:
        """Whether the reader can say that it is withdrawn or resolved."""
        return self.is_own and self.statement.status in _STANDING

    @property
    def facilitates(self) -> bool:
        """Whether it is up to the reader that it stands unanswered."""
        is_open = self.statement.status is ObjectionStatus.OPEN
        return is_open and may(self.access.role, Action.FACILITATE)

    @property
    def is_by_consent(self) -> bool:
        """Whether nobody can set it aside."""
        return self.statement.round.rule is Rule.CONSENT

    @property
    def may_comment(self) -> bool:
        return may(self.access.role, Action.COMMENT)


def statements_of(session: Session, person_id: int, key: str) -> Statements:
    """Every objection on the document `key` names. Raises as `find_document`."""
    access = find_document(session, person_id, key)
    text = text_of(session, access.document)
    return Statements(access, _statements(session, access, text))


def case_of(session: Session, person_id: int, key: str) -> Case:
    """The objection `key` names. Raises as `find_objection`."""
    objection, access = find_objection(session, person_id, key)
    text = text_of(session, access.document)
    found = _statements(session, access, text)
    statement = next(one for one in found if one.objection.id == objection.id)
    thread, passage = objection.thread, statement.passage
    cards = cards_of(session, person_id, access.document.key, [thread.key]) if thread else None
    heading = _heading_now(objection, passages(text))
    words = _words(objection.ballot.round.version, passage) if passage else ""
    return Case(access, person_id, statement, words, text, heading, cards)


def _words(version: Version, passage: Passage) -> str:
    words = version.markdown[passage.start : passage.start + passage.length]
    return words.partition("\n")[2] if passage.path else words


def _statements(session: Session, access: Access, text: str) -> list[Statement]:
    counting = [
        one for one in rounds_of(session, access.document.id) if one.state is not RoundState.VOIDED
    ]
    objections = objections_of(session, access.document.id)
    gone = _replaced(session, objections, counting)
    newest = counting[0] if counting else None
    hashes = {one.sha256 for one in passages(text)} | {sha256_of(text)}
    found = [_statement(one, gone, newest, hashes) for one in objections]
    return sorted(found, key=lambda one: _IN_ORDER.index(one.status))


def _replaced(
    session: Session, objections: Sequence[Objection], counting: Sequence[Round]
) -> frozenset[ObjectionKey]:
    """Those that their voters no longer make. counting: the rounds but the voided, newest first."""
    if not counting:
        return frozenset()
    ids = {one.id for one in counting}
    made = {
        (one.ballot_id, one.clause): one.ballot.voter.key
        for one in objections
        if one.ballot.round_id in ids
    }
    cast = [ballot for row in counting for ballot in ballots_of(session, row)]
    return replaced(made, last_ones(cast), _kept(box_of(session, counting[0])))


def _kept(box: Box) -> set[ObjectionKey]:
    """What counts in a round, and what waits for voters who have not voted in it."""
    held = [one for vote in box.votes.values() for one in (vote.whole, *vote.clauses.values())]
    held += [
        one
        for voter, stale in box.carrying.stale.items()
        if voter not in box.voted
        for one in stale.values()
    ]
    return {(one.ballot, one.clause) for one in held if one is not None}


def _statement(
    objection: Objection,
    gone: Collection[ObjectionKey],
    newest: Round | None,
    hashes: Collection[str],
) -> Statement:
    """newest: the last round that counts. hashes: of the text as it stands now, and its clauses."""
    row = objection.ballot.round
    ballot = ballot_papers.read(objection.ballot_id, objection.ballot.content)
    place = objection.clause
    passage = row.version.passages[place] if place is not None else None
    key = (objection.ballot_id, place)
    status = status_of(objection.state, key in gone, row.state is RoundState.VOIDED)
    stood = passage.sha256 if passage else row.version.sha256
    is_later = newest is not None and newest.state is RoundState.OPEN and newest.number > row.number
    return Statement(
        objection,
        ballot.answers[place],
        ballot.cast_at,
        ballot.is_oral,
        passage,
        status,
        has_changed=status in _STANDING and stood not in hashes,
        asked_in=newest.number if newest and is_later else None,
    )


def _heading_now(objection: Objection, now: Sequence[Passage]) -> int | None:
    """Of the clause that says the same, or else of one that is called the same."""
    if objection.clause is None:
        return None
    before = objection.ballot.round.version.passages
    path = before[objection.clause].path
    place = same(before, now).get(objection.clause)
    if place is None:
        place = next((at for at, one in enumerate(now) if one.path == path), None)
    before_the_first = bool(now) and not now[0].path
    if place is None or not now[place].path:
        return None
    return place - before_the_first
