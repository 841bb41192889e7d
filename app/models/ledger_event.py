"""An act on a document, sealed together with the one before it."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class LedgerEvent(Base):
    """Only added, never changed. Its columns are those of `app.domain.ledger.Event`."""

    __tablename__ = "ledger"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(String(64))
