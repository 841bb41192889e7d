"""A text changed as a whole in somebody's name: brought back, or imported."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import ConflictError, ForbiddenError, InvalidError
from app.domain.lifecycle import State, can_edit
from app.domain.roles import Action, Role, may
from app.domain.spans import Change
from app.domain.versions import Occasion
from app.models import Document, Membership, Version
from app.services.documents import Access, find_document
from app.services.versions import keep
from realtime import log, server_edits
from realtime.errors import Refused


def rewrite(
    session: Session,
    person_id: int,
    key: str,
    seen: int,
    changes: Sequence[Change],
    occasion: Occasion,
    now: datetime,
) -> Version:
    """Make `changes` of the text as it stood after the row `seen` of the log: all, or nothing.

    What others wrote since then stays. Returns the version that the text was until now. Raises
    DomainError.
    """
    document = find_document(session, person_id, key).document
    head = lock_for_writing(session, person_id, document)
    access = find_document(session, person_id, key)
    demand_rewriting(access.role, head.state)
    if not changes:
        raise ConflictError("The text is like this already.")
    if not 0 < seen <= head.seq:
        raise InvalidError("This could not be understood. Load the page again.")
    text = log.text_of(session, document.id)
    before = keep(session, document, text, head.seq, occasion, person_id, now)
    opened = server_edits.open_text(session, document.id, head, seen)
    try:
        server_edits.write(session, opened, person_id, changes, now)
    except Refused as refused:
        if refused.code == "too_large":
            raise ConflictError("With these words the text would be too long.") from None
        raise ConflictError("Nothing more can be brought into this text.") from None
    return before


def text_at(session: Session, access: Access, seen: int) -> str:
    """The text as it stood after the row `seen` of its log. Raises InvalidError."""
    if not 0 < seen <= access.document.head:
        raise InvalidError("This could not be understood. Load the page again.")
    return log.text_at(session, access.document.id, seen)


def lock_for_writing(session: Session, person_id: int, document: Document) -> log.Head:
    """Where the log stands; from here on nobody else writes, or takes the right away.

    `document` is as it stands now, whatever it was when it was found. The document first, as
    whoever writes in it does: of two who wait for each other, none would come through.
    """
    head = log.head_of(session, document.id, lock=True)
    session.refresh(document, ["title", "state", "generation", "head"])
    session.execute(
        select(Membership.id)
        .where(Membership.group_id == document.group_id, Membership.person_id == person_id)
        .with_for_update(read=True)
    )
    return head


def demand_rewriting(role: Role, state: State) -> None:
    """Raises unless somebody with `role` may change a text in `state`."""
    if not may(role, Action.EDIT):
        raise ForbiddenError("Only members and facilitators can change this text.")
    if not can_edit(role, state):
        raise ConflictError("This text is closed for editing: nothing can be changed now.")
