"""A text that was frozen for ever, and who signed it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, UtcDateTime
from app.models.document import Document
from app.models.person import Person
from app.models.round import Round
from app.models.version import Version


class Edition(Base):
    """One more of a document after each reopening; what was frozen before stays.

    number: 1, 2, 3 … within the document. title: as the document was called then. round_id: the
    round that validated it; None when it was frozen without one, for the `reason`. published_at,
    reopened_at: None until then.
    """

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("document_id", "number", name="uq_editions_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    frozen_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reopening_reason: Mapped[str] = mapped_column(Text, default="")

    document: Mapped[Document] = relationship()
    version: Mapped[Version] = relationship()
    round: Mapped[Round | None] = relationship()
    frozen_by: Mapped[Person] = relationship(foreign_keys=frozen_by_id)


class Signature(Base):
    """Somebody signs a validated text, in person or for an organisation.

    name, organisation, country: as they were then; organisation is "" for who signs in person.
    withdrawn_at: when they took it back, if they did.
    """

    __tablename__ = "signatures"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    version: Mapped[Version] = relationship()
    person: Mapped[Person] = relationship()
