"""One change of a document's text, as it was received."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Update(Base):
    """A row of the log: append-only, numbered without gaps within its document.

    payload: a Yjs v1 update. client_ids: the Yjs client ids under which it adds text.
    """

    __tablename__ = "updates"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    client_ids: Mapped[list[int]] = mapped_column(JSON)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
