"""Versions of a text: kept when somebody names one, at quiet times, and before what is risky."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, joinedload

from app.domain import acts
from app.domain.errors import ForbiddenError, NotFoundError
from app.domain.roles import Action, may
from app.domain.versions import Occasion, demand_name, passages, sha256_of
from app.models import Document, Version
from app.notices import Changed, announce
from app.services.documents import Access, find_document
from app.services.ledger import record
from realtime import log

MAX_NUMBER = 2**31 - 1  # what the column holds: an address may say any


def name_version(session: Session, person_id: int, key: str, name: str, now: datetime) -> Version:
    """Keep the text as it stands now, under a name. Raises DomainError."""
    name = demand_name(name)
    access = find_document(session, person_id, key)
    if not may(access.role, Action.EDIT):
        raise ForbiddenError("Only members and facilitators can name a version.")
    document = access.document
    head = log.head_of(session, document.id, lock=True)
    text = log.text_of(session, document.id)
    return keep(session, document, text, head.seq, Occasion.NAMED, person_id, now, name)


def keep(
    session: Session,
    document: Document,
    text: str,
    seq: int,
    occasion: Occasion,
    made_by_id: int | None,
    now: datetime,
    name: str = "",
) -> Version:
    """The text of the document as it stands after the row `seq`, as a version.

    The caller holds the document's lock. What stands there may be kept already: then that
    version, and no other, unless this one has a name.
    """
    newest = newest_of(session, document.id)
    if newest and newest.seq == seq and not name:
        return newest
    content = text.encode()
    version = Version(
        document=document,
        number=newest.number + 1 if newest else 1,
        name=name,
        occasion=occasion,
        content=content,
        sha256=sha256_of(text),
        seq=seq,
        passages_json=[asdict(passage) for passage in passages(text)],
        made_by_id=made_by_id,
        at=now,
    )
    session.add(version)
    session.flush()
    act = acts.version(
        version.number, name, occasion, version.sha256, version.passages, seq, now, made_by_id
    )
    record(session, document.id, act)
    announce(session, Changed(document.id, "versions", version.key))
    return version


def newest_of(session: Session, document_id: int) -> Version | None:
    """The version with the highest number, if there is one."""
    return session.scalar(
        select(Version)
        .where(Version.document_id == document_id)
        .order_by(Version.number.desc())
        .limit(1)
    )


def find_version(
    session: Session, person_id: int | None, key: str, number: int
) -> tuple[Version, Access]:
    """Version `number` of the document `key` names, and what the person is to it.

    Raises NotFoundError when there is none, or the document is not theirs to see.
    """
    access = find_document(session, person_id, key)
    if number > MAX_NUMBER:
        raise NotFoundError("There is no such version of this text.")
    version = session.scalar(
        select(Version)
        .where(Version.document_id == access.document.id, Version.number == number)
        .options(joinedload(Version.made_by))
    )
    if version is None:
        raise NotFoundError("There is no such version of this text.")
    return version, access


def versions_of(
    session: Session, document_id: int, at_most: int | None = None, skipped: int = 0
) -> Sequence[Version]:
    """Versions of a document, the newest first, without their texts until one is asked for."""
    return session.scalars(
        select(Version)
        .where(Version.document_id == document_id)
        .order_by(Version.number.desc())
        .limit(at_most)
        .offset(skipped)
        .options(joinedload(Version.made_by), defer(Version.content))
    ).all()
