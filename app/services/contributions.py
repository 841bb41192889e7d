"""Who added and removed how much from one version of a text to the next.

Told by the log, when somebody first wants to know, and kept: rows of the log never change.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.database import Database
from app.models import Contribution, Update, Version
from app.services.told import told_in_time
from realtime import log
from realtime.history import tallies_at
from realtime.replay import Tally

MAX_VERSIONS = 500  # counted at once; what is left is counted when somebody asks again

_NOTHING = Tally(0, 0)


class _Span(NamedTuple):
    """The rows after `after` until `seq`, of which a version was made."""

    version_id: int
    after: int
    seq: int


def count_contributions(
    database: Database, document_id: int, now: datetime, until: int | None = None
) -> None:
    """Keep the contributions to all versions of the document of which they are not known yet.

    until: only to those up to the version with this number.

    Everybody who wrote in between has one, if only of nothing that stayed. To be called outside
    any transaction; whoever is sure that the document is theirs to see. Raises LaterError.
    """
    with database.read() as session:
        spans = _unknown(session, document_id, until)[:MAX_VERSIONS]
        authors = {span: _authors(session, document_id, span) for span in spans}
    seqs = sorted({seq for span in spans for seq in (span.after, span.seq)})
    with told_in_time():
        tallies = dict(zip(seqs, tallies_at(database, document_id, seqs, now), strict=True))
    if spans:
        with database.write() as session:
            log.head_of(session, document_id, lock=True)  # somebody else may be counting, too
            known = {span.version_id for span in spans} - _uncounted(session, document_id)
            for span in spans:
                if span.version_id not in known:
                    session.add_all(_contributions(span, authors[span], tallies))


def _unknown(session: Session, document_id: int, until: int | None) -> Sequence[_Span]:
    """Of the versions that hold rows of their own and are not counted, the oldest first."""
    uncounted = _uncounted(session, document_id)
    query = select(Version.id, Version.seq).where(Version.document_id == document_id)
    if until is not None:
        query = query.where(Version.number <= until)
    rows = session.execute(query.order_by(Version.number))
    spans = [
        _Span(version_id, before, seq)
        for (_, before), (version_id, seq) in pairwise([(0, 0), *rows])
    ]
    return [span for span in spans if span.version_id in uncounted and span.seq > span.after]


def _uncounted(session: Session, document_id: int) -> set[int]:
    """The ids of versions without contributions."""
    return set(
        session.scalars(
            select(Version.id).where(
                Version.document_id == document_id,
                ~exists().where(Contribution.version_id == Version.id),
            )
        )
    )


def _authors(session: Session, document_id: int, span: _Span) -> Sequence[int]:
    return session.scalars(
        select(Update.author_id)
        .where(Update.document_id == document_id, Update.seq > span.after, Update.seq <= span.seq)
        .distinct()
        .order_by(Update.author_id)
    ).all()


def _contributions(
    span: _Span, authors: Sequence[int], tallies: Mapping[int, Mapping[int, Tally]]
) -> Iterator[Contribution]:
    for person_id in authors:
        before = tallies[span.after].get(person_id, _NOTHING)
        after = tallies[span.seq].get(person_id, _NOTHING)
        yield Contribution(
            version_id=span.version_id,
            person_id=person_id,
            added=after.added - before.added,
            removed=after.removed - before.removed,
        )
