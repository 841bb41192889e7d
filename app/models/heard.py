"""Up to when somebody was told by mail what others said in a thread."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Heard(Base):
    """Of who gets a mail for each thread; what came later they have not heard of."""

    __tablename__ = "heard"

    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
