"""What happened to somebody's place in a group."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.memberships import Change
from app.domain.roles import Role
from app.models.base import Base, UtcDateTime, one_of
from app.models.person import Person


class MembershipEvent(Base):
    """A row of the record, which is only added to.

    actor: who did it; None when it was done from the command line. organisation, colour: how the
    person was seen then, so that what they wrote keeps its author when they are gone.
    """

    __tablename__ = "membership_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[Change] = mapped_column(one_of(Change))
    role_before: Mapped[Role | None] = mapped_column(one_of(Role))
    role_after: Mapped[Role | None] = mapped_column(one_of(Role))
    organisation: Mapped[str] = mapped_column(String(200))
    colour: Mapped[str] = mapped_column(String(7))

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    actor: Mapped[Person | None] = relationship(foreign_keys=actor_id)
