"""What people are called in a bundle: those who voted, signed, or did something for all."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.acts import Kind
from app.models import Person, Round, Signature, Voter
from app.proving.telling import Telling

# Who merely came into the group, or took their signature back, is not made public by it.
_IN_PRIVATE = frozenset({Kind.ROLE, Kind.SIGNED, Kind.UNSIGNED})


def names_in(session: Session, telling: Telling) -> dict[str, str]:
    """The number of a person, as text -> what they were called; "" when they are forgotten."""
    ids = {one["by"] for one in telling.acts if one["act"] not in _IN_PRIVATE}
    ids |= {voter["person"] for one in telling.of(Kind.OPENED) for voter in one["voters"]}
    ids |= {one["person"] for one in telling.signatures}
    people = session.scalars(select(Person).where(Person.id.in_(ids - {None})))
    then = _names_then(session, telling)
    return {
        str(one.id): "" if one.anonymised_at else then.get(one.id, one.name)
        for one in people
    }  # fmt: skip


def _names_then(session: Session, telling: Telling) -> dict[int, str]:
    """As they were written down when they got their vote, or when they signed."""
    numbers = [one["round"] for one in telling.of(Kind.OPENED)]
    voters = session.execute(
        select(Voter.person_id, Voter.name)
        .join(Voter.round)
        .where(Round.document_id == telling.document_id, Round.number.in_(numbers))
        .order_by(Voter.id)
    )
    moments = {(one["person"], one["at"]) for one in telling.signatures}
    signers = session.scalars(
        select(Signature)
        .where(Signature.version_id == telling.version_id)
        .order_by(Signature.id)
    )  # fmt: skip
    return {
        **{row.person_id: row.name for row in voters},
        **{
            one.person_id: one.name
            for one in signers
            if (one.person_id, one.at.isoformat()) in moments
        },
    }
