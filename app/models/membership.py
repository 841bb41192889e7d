"""What a person is in a group."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.organisations import Kind
from app.domain.roles import Role
from app.models.base import Base, UtcDateTime, one_of

if TYPE_CHECKING:
    from app.models.group import Group
    from app.models.person import Person


class Membership(Base):
    """A person's role, organisation, country (ISO 3166 alpha-2) and colour in one group.

    kind: of the organisation. about, contact: what the person wants the group to know of their
    work, and how they want to be reached; their own words, which nobody else changes.
    """

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("person_id", "group_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    role: Mapped[Role] = mapped_column(one_of(Role))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    kind: Mapped[Kind] = mapped_column(one_of(Kind), default=Kind.UNKNOWN)
    about: Mapped[str] = mapped_column(String(300), default="")
    contact: Mapped[str] = mapped_column(String(300), default="")
    colour: Mapped[str] = mapped_column(String(7))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(back_populates="memberships")
    group: Mapped[Group] = relationship(back_populates="memberships")
