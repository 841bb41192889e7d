"""What happened beside a text, for whoever shows it: told once it is committed."""

from dataclasses import dataclass

from blinker import Signal
from sqlalchemy import event
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Changed:
    """Something of a document that pages show beside its text.

    what: threads, versions, rounds or people. id: which of them; "" for all.
    """

    document_id: int
    what: str
    id: str = ""


@dataclass(frozen=True)
class RightsChanged:
    """Somebody may do less, or more, than a moment ago."""


@dataclass(frozen=True)
class Appended:
    """The log of a document reached `seq`."""

    document_id: int
    seq: int


Notice = Appended | Changed | RightsChanged

noticed = Signal()
"""Sent with a Notice as its sender."""


def announce(session: Session, notice: Notice) -> None:
    """Tell `notice` when the transaction of `session` commits; never, when it does not."""

    @event.listens_for(session, "after_commit", once=True)
    def tell(_: Session) -> None:
        noticed.send(notice)
