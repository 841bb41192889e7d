"""When somebody last looked at a document."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Visit(Base):
    """before_at: when the visit before this one ended; what came later is new to the person.

    seen_at: when they were last seen on this visit.
    """

    __tablename__ = "visits"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    before_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
