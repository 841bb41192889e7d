"""A text as it stood at one point of its history, and who wrote how much of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.versions import Occasion, Passage
from app.models.base import Base, Keyed, UtcDateTime, one_of
from app.models.document import Document
from app.models.person import Person


class Version(Keyed, Base):
    """Kept for ever and never changed.

    number: 1, 2, 3 … within the document. name: what somebody called it, or "". content: the text
    in UTF-8, to the last byte. sha256: of `content`, in hex. seq: the row of the log after which
    the text stood like this. passages: its clauses, as `Passage`. made_by_id: who kept it; None
    when it came by itself.
    """

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("document_id", "number", name="uq_versions_number"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    occasion: Mapped[Occasion] = mapped_column(one_of(Occasion))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int]
    passages_json: Mapped[list[dict[str, Any]]] = mapped_column("passages", JSON)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    document: Mapped[Document] = relationship()
    made_by: Mapped[Person | None] = relationship()

    @property
    def markdown(self) -> str:
        """The text."""
        return self.content.decode()

    @property
    def passages(self) -> list[Passage]:
        """Its clauses, in order."""
        return [Passage.of(stored) for stored in self.passages_json]


class Contribution(Base):
    """How many characters somebody added and removed since the version before.

    Said by the log, and kept here so that it need not be asked again.
    """

    __tablename__ = "contributions"

    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    added: Mapped[int]
    removed: Mapped[int]

    person: Mapped[Person] = relationship()
