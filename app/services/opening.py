"""Opening a validation round on the text as it stands, and recalling one in which too few voted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from app.domain import acts
from app.domain.electorates import Voter
from app.domain.errors import ConflictError, InvalidError
from app.domain.lifecycle import State
from app.domain.mails import About
from app.domain.roles import Action, may
from app.domain.rounds import Round, RoundState, demand_opening, demand_recall
from app.domain.rules import Rule
from app.domain.versions import Occasion, passages
from app.models import Document, Membership, Version
from app.models import Round as RoundRow
from app.models import Voter as VoterRow
from app.services import states
from app.services.ballot_box import as_round, box_of
from app.services.directory import people_of
from app.services.documents import Access, find_document
from app.services.ledger import record
from app.services.letters_to_voters import write_to_voters
from app.services.rewriting import lock_for_writing
from app.services.rounds import find_round, rounds_of
from app.services.versions import keep
from realtime import log


@dataclass(frozen=True)
class Plan:
    """What a facilitator wants to ask. voters: person key -> the organisation they vote for, or ""
    for themselves."""

    rule: Rule
    quorum: Fraction
    deadline: datetime
    voters: Mapping[str, str]


def planned(session: Session, person_id: int, key: str, plan: Plan, now: datetime) -> Round:
    """The round that would be opened on the document as it stands. Raises DomainError."""
    access = find_document(session, person_id, key)
    text = log.text_of(session, access.document.id)
    return _demand(session, access, plan, text, access.document.state, now)[0]


def open_round(
    session: Session, person_id: int, key: str, plan: Plan, seen: int, now: datetime
) -> RoundRow:
    """Open a round on the text as it stood after the row `seen` of the log, which it must still be.

    From here on nobody edits it. Raises DomainError.
    """
    document = find_document(session, person_id, key).document
    head = lock_for_writing(session, person_id, document)
    access = find_document(session, person_id, key)
    if seen != head.seq:
        raise ConflictError("The text has changed since you looked at it. Read it again first.")
    text = log.text_of(session, document.id)
    _, voters = _demand(session, access, plan, text, head.state, now)
    version = keep(session, document, text, head.seq, Occasion.ROUND, person_id, now)
    row = _add(session, document, version, plan, voters, person_id, now)
    states.move(session, document, State.VALIDATING)
    write_to_voters(session, About.VOTE, row, now)
    return row


def recall_round(
    session: Session, person_id: int, key: str, number: int, deadline: datetime, now: datetime
) -> RoundRow:
    """Ask once more those who had too few votes between them; what was cast counts on.

    Raises DomainError.
    """
    row, access = find_round(session, person_id, key, number, lock=True)
    document = access.document
    is_current = (
        document.state is State.DRAFTING
        and document.head == row.version.seq
        and row.id == rounds_of(session, document.id)[0].id
    )
    cast = len(box_of(session, row).voted)
    demand_recall(access.role, as_round(row), cast, is_current, deadline, now)
    voters = [Voter(one.person_id, one.name, one.organisation) for one in row.voters]
    plan = Plan(row.rule, row.quorum, deadline, {})
    again = _add(session, document, row.version, plan, voters, person_id, now, row)
    states.move(session, document, State.VALIDATING)
    write_to_voters(session, About.VOTE, again, now)
    return again


def can_vote(membership: Membership) -> bool:
    """Whether somebody of a group can be chosen to vote."""
    return may(membership.role, Action.EDIT)


def _demand(
    session: Session, access: Access, plan: Plan, text: str, state: State, now: datetime
) -> tuple[Round, list[Voter]]:
    voters = _chosen(session, access.document, plan.voters)
    terms = Round(plan.rule, plan.quorum, plan.deadline, tuple(voters), len(passages(text)))
    demand_opening(access.role, state, terms, now)
    return terms, voters


def _chosen(session: Session, document: Document, chosen: Mapping[str, str]) -> list[Voter]:
    """Those of the group whose keys are chosen, by name. Raises InvalidError for anybody else."""
    people = {one.person.key: one for one in people_of(session, document.group_id) if can_vote(one)}
    if not set(chosen) <= set(people):
        raise InvalidError("Somebody you chose is no member any more. Choose again.")
    return [
        Voter(one.person_id, one.person.name, " ".join(chosen[key].split()))
        for key, one in people.items()
        if key in chosen
    ]


def _add(
    session: Session,
    document: Document,
    version: Version,
    plan: Plan,
    voters: Sequence[Voter],
    person_id: int,
    now: datetime,
    recalls: RoundRow | None = None,
) -> RoundRow:
    before = rounds_of(session, document.id)
    row = RoundRow(
        document=document,
        number=before[0].number + 1 if before else 1,
        version=version,
        recalls=recalls,
        rule=plan.rule,
        quorum_part=plan.quorum.numerator,
        quorum_whole=plan.quorum.denominator,
        deadline=plan.deadline,
        opened_at=now,
        opened_by_id=person_id,
        state=RoundState.OPEN,
        voters=[
            VoterRow(
                place=place,
                person_id=one.person_id,
                name=one.name,
                organisation=one.organisation,
                key=one.key,
            )
            for place, one in enumerate(voters)
        ],
    )
    session.add(row)
    session.flush()
    recalled = recalls.number if recalls else None
    act = acts.opened(
        row.number, version.number, recalled, row.rule, row.quorum, row.deadline, voters, now,
        person_id,
    )  # fmt: skip
    record(session, document.id, act)
    return row
