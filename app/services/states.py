"""A document goes from one state to the next, and whoever shows it hears of it."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.lifecycle import State
from app.models import Document
from app.notices import Changed, RightsChanged, announce


def move(session: Session, document: Document, state: State) -> None:
    """The document is in `state` from here on. The caller holds its lock, and has asked the rules.

    Open pages show it at once: who may edit is read again, as after a change of roles.
    """
    session.execute(update(Document).where(Document.id == document.id).values(state=state))
    session.refresh(document)
    announce(session, Changed(document.id, "rounds"))
    announce(session, RightsChanged())
