"""A link by which people outside the group read and comment one document."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Keyed, UtcDateTime
from app.models.document import Document
from app.models.person import Person


class ReviewLink(Keyed, Base):
    """Opens a document for whoever has it, until it is ended. Only its token's SHA-256 is kept.

    label: for whom it was made, in the words of who made it.
    """

    __tablename__ = "review_links"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    label: Mapped[str] = mapped_column(String(200), default="")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    document: Mapped[Document] = relationship()
    created_by: Mapped[Person] = relationship()
    guests: Mapped[list[Guest]] = relationship(back_populates="link", order_by="Guest.id")


class Guest(Base):
    """Somebody who came by a review link: a reviewer of its document while the link lives.

    email: the address they gave, which nobody has proved.
    """

    __tablename__ = "guests"
    __table_args__ = (UniqueConstraint("person_id", "link_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    link_id: Mapped[int] = mapped_column(ForeignKey("review_links.id"), index=True)
    email: Mapped[str] = mapped_column(String(320))
    colour: Mapped[str] = mapped_column(String(7))
    came_at: Mapped[datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()
    link: Mapped[ReviewLink] = relationship(back_populates="guests")
