"""The acts that the ledger keeps, each as it is written there.

Every act can be made again from the rows of the database it tells of: so one finds out whether
they are as they were. People stand in it by the number of their row, and no name does: who has
themselves deleted from here is deleted there, too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.domain.electorates import Voter
from app.domain.ledger import canonical
from app.domain.memberships import Change
from app.domain.objections import ObjectionState
from app.domain.outcomes import Outcome
from app.domain.roles import Role
from app.domain.rules import Rule
from app.domain.tallies import Count
from app.domain.versions import Occasion, Passage, sha256_of

Act = Mapping[str, Any]


class Kind(StrEnum):
    """What was done; the value of "act" in the ledger."""

    VERSION = "version"
    OPENED = "opened"
    BALLOT = "ballot"
    OBJECTION = "objection"
    CLOSED = "closed"
    VOIDED = "voided"
    REDRAFTED = "redrafted"
    FROZEN = "frozen"
    PUBLISHED = "published"
    REOPENED = "reopened"
    SIGNED = "signed"
    UNSIGNED = "unsigned"
    ROLE = "role"


def version(
    number: int,
    name: str,
    occasion: Occasion,
    sha256: str,
    passages: Iterable[Passage],
    seq: int,
    at: datetime,
    by: int | None,
) -> Act:
    """A version was kept."""
    return _act(
        Kind.VERSION, at, by, version=number, name=name, occasion=occasion, sha256=sha256,
        clauses=clauses_sha256(passages), seq=seq,
    )  # fmt: skip


def clauses_sha256(passages: Iterable[Passage]) -> str:
    """SHA-256 in hex of the clauses of a version, as one canonical JSON text."""
    clauses = [asdict(one) | {"path": list(one.path)} for one in passages]
    return sha256_of(canonical({"clauses": clauses}))


def opened(
    number: int,
    version: int,
    recalls: int | None,
    rule: Rule,
    quorum: Fraction,
    deadline: datetime,
    voters: Sequence[Voter],
    at: datetime,
    by: int,
) -> Act:
    """A round was opened on that version; recalls: the number of the round whose ballots count."""
    return _act(
        Kind.OPENED, at, by, round=number, version=version, recalls=recalls, rule=rule,
        quorum=[quorum.numerator, quorum.denominator], deadline=_moment(deadline),
        voters=[
            {"key": one.key, "person": one.person_id, "organisation": one.organisation}
            for one in voters
        ],
    )  # fmt: skip


def ballot(
    round_: int, number: int, voter: str, receipt: str, is_oral: bool, at: datetime, by: int
) -> Act:
    """A ballot was cast. What it says is not here, so that it can be kept for oneself."""
    return _act(
        Kind.BALLOT, at, by, round=round_, ballot=number, voter=voter, receipt=receipt, oral=is_oral
    )


def objection(
    ballot: int, clause: int | None, state: ObjectionState, answer: str, at: datetime, by: int
) -> Act:
    """An objection of that ballot was withdrawn, resolved or set aside."""
    return _act(Kind.OBJECTION, at, by, ballot=ballot, clause=clause, state=state, answer=answer)


def closed(round_: int, outcome: Outcome, at: datetime, by: int | None) -> Act:
    """A round was closed, and this came out."""
    return _act(
        Kind.CLOSED, at, by, round=round_, result=outcome.result, cast=outcome.cast,
        needed=outcome.needed, whole=_counts(outcome.whole.count),
        clauses=[_counts(one.count) for one in outcome.clauses], failed=list(outcome.failed),
        standing=[[one.voter, one.clause] for one in outcome.standing],
    )  # fmt: skip


def voided(round_: int, reason: str, at: datetime, by: int) -> Act:
    """A round was ended without an outcome."""
    return _act(Kind.VOIDED, at, by, round=round_, reason=reason)


def redrafted(round_: int, reason: str, at: datetime, by: int) -> Act:
    """What that round had validated became a draft again."""
    return _act(Kind.REDRAFTED, at, by, round=round_, reason=reason)


def frozen(
    edition: int, title: str, version: int, round_: int | None, reason: str, at: datetime, by: int
) -> Act:
    """A version was frozen as an edition, after that round or for a reason."""
    return _act(
        Kind.FROZEN, at, by, edition=edition, title=title, version=version, round=round_,
        reason=reason,
    )  # fmt: skip


def published(edition: int, at: datetime, by: int) -> Act:
    """An edition was published."""
    return _act(Kind.PUBLISHED, at, by, edition=edition)


def reopened(edition: int, reason: str, at: datetime, by: int) -> Act:
    """A new edition was begun after that one."""
    return _act(Kind.REOPENED, at, by, edition=edition, reason=reason)


def signed(version: int, organisation: str, country: str, at: datetime, by: int) -> Act:
    """Somebody signed a version; organisation: "" for who signs in person."""
    return _act(Kind.SIGNED, at, by, version=version, organisation=organisation, country=country)


def unsigned(version: int, at: datetime, by: int) -> Act:
    """Somebody took their signature back."""
    return _act(Kind.UNSIGNED, at, by, version=version)


def role(
    event: int, person: int, change: Change, before: Role | None, after: Role | None,
    at: datetime, by: int | None,
) -> Act:  # fmt: skip
    """Somebody became something else in the group; event: the row of its record."""
    return _act(
        Kind.ROLE, at, by, event=event, person=person, change=change, before=before, after=after
    )


def _act(kind: Kind, at: datetime, by: int | None, **said: Any) -> Act:
    return {"act": kind, "at": _moment(at), "by": by, **said}


def _moment(at: datetime) -> str:
    """In UTC, as the database gives it back, whatever the zone it was chosen in."""
    return at.astimezone(UTC).isoformat()


def _counts(count: Count) -> list[int]:
    return [count.agree, count.concern, count.abstain, count.objecting]
