"""A validation round on one version of a text, and who votes in it."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.outcomes import Result
from app.domain.rounds import RoundState
from app.domain.rules import Rule
from app.models.base import Base, UtcDateTime, one_of
from app.models.document import Document
from app.models.person import Person
from app.models.version import Version


class Round(Base):
    """What is voted on, by which rule and until when is fixed when it is opened.

    number: 1, 2, 3 … within the document. quorum_part of quorum_whole of the voters must vote.
    recalls_id: the round in which too few had voted, and whose ballots count here too.
    closed_at, closed_by_id: also of a voided one, for a reason; nobody's when the deadline did it.
    reminded_at: when those who had not voted were last reminded.
    """

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("document_id", "number", name="uq_rounds_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    number: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    recalls_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id"))
    rule: Mapped[Rule] = mapped_column(one_of(Rule))
    quorum_part: Mapped[int]
    quorum_whole: Mapped[int]
    deadline: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[RoundState] = mapped_column(one_of(RoundState), default=RoundState.OPEN)
    result: Mapped[Result | None] = mapped_column(one_of(Result))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    document: Mapped[Document] = relationship()
    version: Mapped[Version] = relationship()
    opened_by: Mapped[Person] = relationship(foreign_keys=opened_by_id)
    closed_by: Mapped[Person | None] = relationship(foreign_keys=closed_by_id)
    recalls: Mapped[Round | None] = relationship(remote_side=id)
    voters: Mapped[list[Voter]] = relationship(back_populates="round", order_by="Voter.place")

    @property
    def quorum(self) -> Fraction:
        """Which share of the voters must vote."""
        return Fraction(self.quorum_part, self.quorum_whole)


class Voter(Base):
    """One vote of a round, as it was given out: a person's own, or an organisation's.

    place: from 0, in the order chosen. name, organisation: as they were then. key: by what the same
    voter is known in another round.
    """

    __tablename__ = "voters"
    __table_args__ = (
        UniqueConstraint("round_id", "key", name="uq_voters_key"),
        UniqueConstraint("round_id", "person_id", name="uq_voters_person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    place: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(220))

    round: Mapped[Round] = relationship(back_populates="voters")
    person: Mapped[Person] = relationship()
