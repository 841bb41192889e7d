"""Where the replay of a document's history can begin, so that nobody waits for all of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Checkpoint(Base):
    """What a replay knows after the row `seq`, packed; made of the log, and never missed."""

    __tablename__ = "checkpoints"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
