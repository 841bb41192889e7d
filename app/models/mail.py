"""A mail that waits to be sent, or was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.mails import About
from app.models.base import Base, UtcDateTime, one_of
from app.models.invitation import Invitation
from app.models.membership_event import MembershipEvent
from app.models.round import Round

_WAITING = text("sent_at IS NULL AND given_up_at IS NULL")


class Mail(Base):
    """A row of the outbox: what to write about, and to whom.

    It holds no secret and no text: both are made when it is sent. due_at: when to try (again).
    problem: what the mail server said last, "" when nothing went wrong. One of invitation_id,
    event_id, thread_id and round_id, or none, is what it is about.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[About] = mapped_column(one_of(About))
    address: Mapped[str] = mapped_column(String(320), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("membership_events.id"))
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("threads.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    problem: Mapped[str] = mapped_column(String(300), default="")

    invitation: Mapped[Invitation | None] = relationship()
    event: Mapped[MembershipEvent | None] = relationship()
    round: Mapped[Round | None] = relationship()
