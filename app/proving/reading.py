"""Rows read one by one, so that what became unreadable hides nothing but itself."""

from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy import Executable
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

# What comes of values that nobody wrote: a state that there is not, a text that is no UTF-8 …
UNREADABLE = (
    SQLAlchemyError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError,
    RecursionError,
)  # fmt: skip

Row = TypeVar("Row")


def readable(session: Session, model: type[Row], keys: Executable) -> Iterator[Row]:
    """The rows of `model` that can be read, of those whose primary keys `keys` finds, in order."""
    for key in session.execute(keys).all():
        try:
            row = session.get(model, tuple(key))
        except UNREADABLE:
            continue
        if row is not None:
            yield row
