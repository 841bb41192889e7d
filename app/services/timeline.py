"""The life of a text as its history page tells it: version after version, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.lifecycle import can_edit
from app.domain.roles import Action, may
from app.domain.versions import Passage, touched
from app.models import Contribution, Document, Version
from app.services.documents import Access, find_document
from app.services.versions import newest_of, versions_of
from realtime.people import PublicPerson, public_people

PAGE = 50  # versions


@dataclass(frozen=True)
class Share:
    """How many characters somebody added and removed since the version before."""

    person: PublicPerson
    added: int
    removed: int


@dataclass(frozen=True)
class Entry:
    """A version; touched: the titles of the clauses that it has otherwise than the one before,
    if there was one."""

    version: Version
    touched: Sequence[str]
    shares: Sequence[Share]

    @property
    def added(self) -> int:
        return sum(share.added for share in self.shares)

    @property
    def removed(self) -> int:
        return sum(share.removed for share in self.shares)


@dataclass(frozen=True)
class Timeline:
    """One page of it. has_moved: somebody wrote since the newest version. more: there are older
    versions than these."""

    access: Access
    entries: Sequence[Entry]
    has_moved: bool
    more: bool

    @property
    def document(self) -> Document:
        return self.access.document

    @property
    def may_name(self) -> bool:
        return may(self.access.role, Action.EDIT)

    @property
    def may_restore(self) -> bool:
        return can_edit(self.access.role, self.document.state)


def timeline_of(session: Session, person_id: int, key: str, page: int) -> Timeline:
    """The versions of the document on that page, from 1. Raises as `find_document`."""
    access = find_document(session, person_id, key)
    document = access.document
    newest = newest_of(session, document.id)
    found = versions_of(session, document.id, PAGE + 1, (page - 1) * PAGE)
    shares = _shares(session, document.id, [version.id for version in found])
    before: list[Sequence[Passage]] = [version.passages for version in found[1:]]
    if len(found) <= PAGE:
        before.append(found[-1].passages if found else [])
    entries = [
        Entry(version, touched(old, version.passages), shares.get(version.id, ()))
        for version, old in zip(found[:PAGE], before, strict=False)
    ]
    return Timeline(
        access,
        entries,
        has_moved=newest is None or document.head > newest.seq,
        more=len(found) > PAGE,
    )


def _shares(
    session: Session, document_id: int, version_ids: Sequence[int]
) -> Mapping[int, list[Share]]:
    """By version who wrote in it, those who did most first."""
    rows = session.scalars(
        select(Contribution)
        .where(Contribution.version_id.in_(version_ids))
        .order_by((Contribution.added + Contribution.removed).desc(), Contribution.person_id)
    ).all()
    people = public_people(session, document_id, {row.person_id for row in rows})
    shares: dict[int, list[Share]] = {}
    for row in rows:
        share = Share(people[row.person_id], row.added, row.removed)
        shares.setdefault(row.version_id, []).append(share)
    return shares
