"""A group of people who write together."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Keyed, UtcDateTime
from app.models.document import Document
from app.models.membership import Membership


class Group(Keyed, Base):
    """A network's Core Group, with its people and its documents."""

    __tablename__ = "groups"

    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="group", order_by=Membership.id
    )
    documents: Mapped[list[Document]] = relationship(back_populates="group", order_by=Document.id)
