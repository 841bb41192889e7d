"""A vote that was cast, and what it objects to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.objections import ObjectionState
from app.models.base import Base, Keyed, UtcDateTime, one_of
from app.models.person import Person
from app.models.round import Round, Voter
from app.models.thread import Thread


class Ballot(Base):
    """Only added, never changed: the last of a voter counts.

    id: also its number, in the order in which all ballots were cast. content: all that it says, as
    the only JSON text it has. receipt: SHA-256 of `content`, in hex.
    """

    __tablename__ = "ballots"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    voter_id: Mapped[int] = mapped_column(ForeignKey("voters.id"))
    content: Mapped[str] = mapped_column(Text)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)

    round: Mapped[Round] = relationship()
    voter: Mapped[Voter] = relationship()


class Objection(Keyed, Base):
    """What a ballot objects to, worked on until it ends.

    clause: its place in the version, None for the whole text. ended_at, ended_by_id: when it was
    withdrawn, resolved or set aside, and by whom. answer: with which it was set aside, for ever.
    thread_id: where people talk about it.
    """

    __tablename__ = "objections"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), index=True)
    clause: Mapped[int | None]
    state: Mapped[ObjectionState] = mapped_column(
        one_of(ObjectionState), default=ObjectionState.OPEN
    )
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("threads.id"))

    ballot: Mapped[Ballot] = relationship()
    ended_by: Mapped[Person | None] = relationship()
    thread: Mapped[Thread | None] = relationship()
