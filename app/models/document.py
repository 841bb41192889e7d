"""A text that a group writes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.lifecycle import State
from app.models.base import Base, Keyed, UtcDateTime, one_of

if TYPE_CHECKING:
    from app.models.group import Group


class Document(Keyed, Base):
    """A charter or a statement; its text lives in the log of its updates.

    head: the sequence number of its newest update; 0 has none.
    generation: changes when the text was restored from elsewhere and old copies must not merge.
    """

    __tablename__ = "documents"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[State] = mapped_column(one_of(State), default=State.DRAFTING)
    generation: Mapped[int] = mapped_column(default=1)
    head: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    group: Mapped[Group] = relationship(back_populates="documents")
