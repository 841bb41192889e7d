"""What every mapped class shares: names of constraints, times in UTC, keys for addresses."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Enum, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

KEY_BYTES = 16


class Base(DeclarativeBase):
    """The root of the mapped classes; constraints are named so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database, whatever the database can keep."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(members: type[StrEnum]) -> Enum:
    """A column that holds the value of one of `members`, as text."""
    return Enum(
        members,
        native_enum=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


def new_key() -> str:
    """A key for an address, 22 characters that nobody can guess."""
    return secrets.token_urlsafe(KEY_BYTES)


class Keyed:
    """Has a number for the database and an unguessable key for addresses."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(22), unique=True, default=new_key)
