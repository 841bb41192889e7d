"""Which person writes under which Yjs client id."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class ClientId(Base):
    """A client id, claimed once and for ever by one person in one document."""

    __tablename__ = "client_ids"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    client_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime)
