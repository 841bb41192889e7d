"""An older text, or one clause of it, brought back: seen before, and as an edit like any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.domain.restoring import with_clause
from app.domain.spans import Change
from app.domain.versions import Occasion
from app.models import Version
from app.services.documents import Access
from app.services.rewriting import demand_rewriting, rewrite, text_at
from app.services.versions import find_version


@dataclass(frozen=True)
class Restoration:
    """What bringing back a version, or its clause at `position`, would make of the text.

    seen: the row of the log after which the text stood as in `before`. after: what would stand
    there then.
    """

    access: Access
    version: Version
    position: int | None
    seen: int
    before: str
    after: str


def plan(
    session: Session,
    person_id: int,
    key: str,
    number: int,
    position: int | None,
    seen: int | None = None,
) -> Restoration:
    """What bringing back version `number` would do to the text as it stands, or stood at `seen`.

    Raises DomainError.
    """
    version, access = find_version(session, person_id, key, number)
    demand_rewriting(access.role, access.document.state)
    seen = access.document.head if seen is None else seen
    before, then = text_at(session, access, seen), version.markdown
    if position is None:
        return Restoration(access, version, position, seen, before, then)
    if not 0 <= position < len(version.passages):
        raise NotFoundError("There is no such clause in this version.")
    after = with_clause(before, then, position)
    return Restoration(access, version, position, seen, before, after)


def restore(
    session: Session,
    person_id: int,
    planned: Restoration,
    changes: Sequence[Change],
    now: datetime,
) -> Version:
    """Do what was planned; returns the version that the text was until now. Raises DomainError.

    changes: what makes `planned.after` of `planned.before`.
    """
    key = planned.access.document.key
    return rewrite(session, person_id, key, planned.seen, changes, Occasion.RESTORE, now)
