"""Somebody is asked to come into a group."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.roles import Role
from app.domain.standings import Standing, standing
from app.models.base import Base, Keyed, UtcDateTime, one_of
from app.models.group import Group
from app.models.person import Person

_PENDING = text("accepted_at IS NULL AND revoked_at IS NULL")


class Invitation(Keyed, Base):
    """Who is invited, as what, by whom. Only the SHA-256 of its link's token is kept, in hex.

    `email` is kept in lower case; `locale` is empty when the person's language is not known.
    `mailed`: whether only mail to that address brought the link that is good now.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        # Nobody is waited for twice.
        Index(
            "uq_invitations_pending",
            "group_id",
            "email",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    email: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    role: Mapped[Role] = mapped_column(one_of(Role))
    locale: Mapped[str] = mapped_column(String(16), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    mailed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)

    group: Mapped[Group] = relationship()
    invited_by: Mapped[Person] = relationship()

    def standing(self, now: datetime) -> Standing:
        """How this invitation stands at `now`."""
        return standing(self.accepted_at, self.revoked_at, self.expires_at, now)
