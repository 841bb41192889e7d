"""Somebody who signs in."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.digests import Digest
from app.models.base import Base, Keyed, UtcDateTime, one_of
from app.models.membership import Membership


class Person(Keyed, Base):
    """One human being, whatever groups they are in.

    email: in lower case; None for a guest, who proved none, and for who was anonymised.
    locale, time_zone (IANA): what they chose; "" leaves it to their browser.
    wants_mail: whether to hear by mail of what changes about their place in a group.
    proved_at: when they first showed that mail to the address reaches them.
    anonymised_at: when everything that tells who they were was taken away.
    digest: how often to hear by mail of remarks on the texts. digested_at: up to when they did.
    """

    __tablename__ = "people"

    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    locale: Mapped[str] = mapped_column(String(16), default="")
    time_zone: Mapped[str] = mapped_column(String(64), default="")
    wants_mail: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    anonymised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    digest: Mapped[Digest] = mapped_column(one_of(Digest), default=Digest.DAILY)
    digested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="person", order_by=Membership.id
    )
