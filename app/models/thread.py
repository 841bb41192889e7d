"""A remark on a text, what others said to it, and what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.quotes import Quote
from app.domain.threads import Act, Outcome, Scope, Status
from app.models.base import Base, Keyed, UtcDateTime, one_of
from app.models.document import Document
from app.models.person import Person


class Thread(Keyed, Base):
    """What somebody says about some words, a clause or the whole text.

    start, end: encoded Yjs relative positions, which only browsers read; None where there are no
    words. quote, prefix, suffix: the words as they stood at `seq`, and what was around them.
    clause: the headings above them then, outermost first, one a line.
    replacement: the words proposed instead; None when nothing is proposed.
    changed_at: when somebody last said or did something here.
    """

    __tablename__ = "threads"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    scope: Mapped[Scope] = mapped_column(one_of(Scope))
    start: Mapped[bytes | None] = mapped_column(LargeBinary)
    end: Mapped[bytes | None] = mapped_column(LargeBinary)
    quote: Mapped[str] = mapped_column(Text, default="")
    prefix: Mapped[str] = mapped_column(String(100), default="")
    suffix: Mapped[str] = mapped_column(String(100), default="")
    clause: Mapped[str] = mapped_column(Text, default="")
    seq: Mapped[int]
    replacement: Mapped[str | None] = mapped_column(Text)
    status: Mapped[Status] = mapped_column(one_of(Status), default=Status.OPEN)
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome))

    document: Mapped[Document] = relationship()
    author: Mapped[Person] = relationship()
    comments: Mapped[list[Comment]] = relationship(
        back_populates="thread", order_by="Comment.id", cascade="all"
    )

    @property
    def where(self) -> Quote:
        """The words it is about, as they are found again."""
        return Quote(self.quote, self.prefix, self.suffix)

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above the words then, outermost first."""
        return tuple(self.clause.split("\n")) if self.clause else ()

    @property
    def is_proposal(self) -> bool:
        """Whether other words are proposed."""
        return self.replacement is not None


class Comment(Keyed, Base):
    """One entry of a thread: what somebody said, or that they closed or reopened it.

    words: "" when it was deleted, of which the entry stays as a trace.
    outcome: how it was closed by this entry.
    """

    __tablename__ = "comments"

    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    act: Mapped[Act] = mapped_column(one_of(Act), default=Act.REMARK)
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome))
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    thread: Mapped[Thread] = relationship(back_populates="comments")
    author: Mapped[Person] = relationship()
    mentions: Mapped[list[Mention]] = relationship(cascade="all, delete-orphan")


class Mention(Base):
    """Somebody is called into a thread by their name."""

    __tablename__ = "mentions"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)

    person: Mapped[Person] = relationship()
