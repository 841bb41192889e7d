"""Two states of a text that somebody wants to compare: versions, now, or at their last visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from subprocess import SubprocessError
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.errors import ConflictError, InvalidError
from app.domain.versions import Occasion
from app.models import Document, Version
from app.services.documents import Access, find_document, text_of
from app.services.versions import find_version, newest_of
from app.services.visits import last_visit
from realtime.past import text_then

NOW, START, VISIT = "now", "start", "visit"
MAX_AUTOMATIC = 100  # versions that came by themselves, to choose from
_MAX_DIGITS = 9


class Kept(NamedTuple):
    """A version without its text."""

    number: int
    name: str
    occasion: Occasion
    at: datetime


@dataclass(frozen=True)
class Stand:
    """The text as it stood once. choice: how an address asks for it: the number of a version, or
    one of the words above. at: when that was, where it is known.
    """

    choice: str
    text: str
    version: Version | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Changes:
    """Both of them, and what else could be compared.

    versions: the newest first. visited_at: when the person was here last, if they were.
    """

    access: Access
    before: Stand
    after: Stand
    versions: Sequence[Kept]
    visited_at: datetime | None

    @property
    def document(self) -> Document:
        return self.access.document


def changes_of(
    session: Session, person_id: int, key: str, asked_from: str, asked_to: str
) -> Changes:
    """What is asked for, as in `Stand.choice`; "" for what most people look for: since their last
    visit, until now. Raises DomainError.
    """
    access = find_document(session, person_id, key)
    visited_at = last_visit(session, person_id, access.document)
    wanted = asked_from or (VISIT if visited_at else START), asked_to or NOW
    before, after = (_stand(session, person_id, access, one, visited_at) for one in wanted)
    asked = [stand.version.number for stand in (before, after) if stand.version]
    versions = _versions(session, access.document.id, asked)
    return Changes(access, before, after, versions, visited_at)


def _stand(
    session: Session, person_id: int, access: Access, choice: str, visited_at: datetime | None
) -> Stand:
    document = access.document
    if choice == NOW:
        return Stand(NOW, text_of(session, document))
    if choice == START:
        return Stand(START, "")
    if choice == VISIT:
        return _at_visit(session, document, visited_at)
    if not (choice.isascii() and choice.isdigit() and len(choice) <= _MAX_DIGITS):
        raise InvalidError("Choose two versions of this text to compare.")
    version, _ = find_version(session, person_id, document.key, int(choice))
    return Stand(str(version.number), version.markdown, version, version.at)


def _at_visit(session: Session, document: Document, visited_at: datetime | None) -> Stand:
    if visited_at is None:
        raise InvalidError("You have not been here before: choose a version to compare with.")
    try:
        return Stand(VISIT, text_then(session, document.id, visited_at), at=visited_at)
    except (OSError, SubprocessError):
        raise ConflictError(
            "Your last visit is too far back to be compared with. Choose a version instead."
        ) from None


def _versions(session: Session, document_id: int, asked: Sequence[int]) -> Sequence[Kept]:
    """Those with a name, the newest of the others, and those that are asked for."""
    newest = newest_of(session, document_id)
    oldest_shown = newest.number - MAX_AUTOMATIC if newest else 0
    rows = session.execute(
        select(Version.number, Version.name, Version.occasion, Version.at)
        .where(Version.document_id == document_id)
        .where(or_(Version.name != "", Version.number > oldest_shown, Version.number.in_(asked)))
        .order_by(Version.number.desc())
    )
    return [Kept(*row) for row in rows]
