"""Calling a group or a document something else: by its facilitators."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.errors import ConflictError
from app.domain.lifecycle import State
from app.domain.memberships import demand_facilitator
from app.domain.titles import title_from
from app.models import Document, Group
from app.services.directory import find_facilitator
from app.services.documents import find_document


def rename_group(session: Session, person_id: int, key: str, typed: str) -> Group:
    """Call the group what somebody typed. Raises as `find_facilitator`, and InvalidError."""
    group = find_facilitator(session, person_id, key).group
    group.name = title_from(typed)
    return group


def rename_document(session: Session, person_id: int, key: str, typed: str) -> Document:
    """Call the document what somebody typed, while its text may still change.

    Raises NotFoundError, ForbiddenError, InvalidError, ConflictError.
    """
    access = find_document(session, person_id, key)
    demand_facilitator(access.role)
    # The database decides, so that nothing changes after a freeze at the same moment.
    renamed = session.execute(
        update(Document)
        .where(Document.id == access.document.id, Document.state == State.DRAFTING)
        .values(title=title_from(typed))
        .returning(Document.id)
    ).one_or_none()
    if renamed is None:
        raise ConflictError("This text is closed for editing, and keeps its title.")
    return access.document
