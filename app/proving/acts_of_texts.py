"""The acts on a text, as its versions, editions and signatures tell them; and those on people."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import acts
from app.domain.acts import Act, Kind
from app.domain.versions import passages, sha256_of
from app.models import Document, Edition, MembershipEvent, Signature, Version
from app.proving.reading import UNREADABLE, readable
from app.proving.rebuilt import Rebuilt, doubts, numbered, rebuild, there


def of_versions(session: Session, document: Document) -> Iterator[Rebuilt]:
    """Each version, its text read once more."""
    keys = select(Version.id).where(Version.document_id == document.id).order_by(Version.number)
    for row in readable(session, Version, keys):
        key = (Kind.VERSION, row.number)
        yield rebuild(key, f"version {row.number}", _version, row, _doubts_of_text(row))


def _version(row: Version) -> Act:
    return acts.version(
        row.number, row.name, row.occasion, row.sha256, row.passages, row.seq, row.at,
        row.made_by_id,
    )  # fmt: skip


def _doubts_of_text(row: Version) -> list[str]:
    try:
        text = row.markdown
        return doubts(
            (sha256_of(text) != row.sha256, "its text has not the SHA-256 that is kept with it"),
            (passages(text) != row.passages, "its text has not the clauses that are kept with it"),
        )
    except UNREADABLE:
        return ["its text or its clauses cannot be read"]


def of_editions(session: Session, document: Document) -> Iterator[Rebuilt]:
    """What was frozen, published and followed by another edition."""
    keys = select(Edition.id).where(Edition.document_id == document.id).order_by(Edition.number)
    for row in readable(session, Edition, keys):
        name, number = f"edition {row.number}", row.number
        yield rebuild(
            (Kind.FROZEN, number), f"the freezing of {name}", _frozen, row, _doubts_of_frozen(row)
        )
        if row.published_at or row.published_by_id is not None:
            key = (Kind.PUBLISHED, number)
            yield rebuild(key, f"the publication of {name}", _published, row)
        if row.reopened_at or row.reopened_by_id is not None or row.reopening_reason:
            key = (Kind.REOPENED, number)
            yield rebuild(key, f"the reopening after {name}", _reopened, row)


def _frozen(row: Edition) -> Act:
    round_ = None if row.round_id is None else there(row.round).number
    return acts.frozen(
        row.number, row.title, row.version.number, round_, row.reason, row.frozen_at,
        row.frozen_by_id,
    )  # fmt: skip


def _published(row: Edition) -> Act:
    return acts.published(row.number, there(row.published_at), there(row.published_by_id))


def _reopened(row: Edition) -> Act:
    at, by = there(row.reopened_at), there(row.reopened_by_id)
    return acts.reopened(row.number, row.reopening_reason, at, by)


def _doubts_of_frozen(row: Edition) -> list[str]:
    """Numbers of versions and rounds say nothing of which document they are in."""
    try:
        is_foreign = row.version.document_id != row.document_id
        if row.round is not None:
            is_foreign |= row.round.version_id != row.version_id
        return doubts((is_foreign, "its version is not the one that its round was about"))
    except UNREADABLE:
        return ["its version or its round is not there"]


def of_signatures(session: Session, document: Document) -> Iterator[Rebuilt]:
    """Each signature, and each that was taken back."""
    numbers = {
        row.id: row.number
        for row in session.execute(
            select(Version.id, Version.number).where(Version.document_id == document.id)
        )
    }
    ids = select(Signature.id).where(Signature.version_id.in_(numbers)).order_by(Signature.id)
    rows = list(readable(session, Signature, ids))
    withdrawn = [row for row in rows if row.withdrawn_at is not None]
    for kind, those, make in (
        (Kind.SIGNED, rows, _signed),
        (Kind.UNSIGNED, withdrawn, _unsigned),
    ):
        found = numbered((kind, numbers[row.version_id], row.person_id) for row in those)
        for row, key in zip(those, found, strict=True):
            name = f"a signature under version {numbers[row.version_id]}"
            yield rebuild(key, name, make, row)


def _signed(row: Signature) -> Act:
    return acts.signed(row.version.number, row.organisation, row.country, row.at, row.person_id)


def _unsigned(row: Signature) -> Act:
    return acts.unsigned(row.version.number, there(row.withdrawn_at), row.person_id)


def of_people(session: Session, document: Document) -> Iterator[Rebuilt]:
    """What happened to people's places in its group, also before there was this document."""
    keys = (
        select(MembershipEvent.id)
        .where(MembershipEvent.group_id == document.group_id)
        .order_by(MembershipEvent.id)
    )
    for row in readable(session, MembershipEvent, keys):
        name = f"entry {row.id} of the record of the group"
        yield rebuild((Kind.ROLE, row.id), name, _role, row)


def _role(row: MembershipEvent) -> Act:
    return acts.role(
        row.id, row.person_id, row.kind, row.role_before, row.role_after, row.at, row.actor_id
    )
