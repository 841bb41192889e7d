"""What was kept before there was a ledger is the beginning of one that holds."""

from dataclasses import asdict
from datetime import UTC, datetime

from alembic import command
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from app.domain import acts
from app.domain.ledger import canonical, verify
from app.domain.lifecycle import State
from app.domain.versions import Occasion, passages, sha256_of
from app.migrations import alembic_config, upgrade
from app.models import Document, Group, Person, Version
from app.services.ledger import events_of

BEFORE = "0011"
TEXTS = (
    "",
    "No heading\n",
    "# الميثاق\n\n## 1. الغرض\n\nنتعلم معًا. 😀\n",
    '# "Quoted"\\ \u2028 and é, e\u0301\n\n## 2) Rules\r\n\nNone.\n',
)
MOMENTS = (
    datetime(2026, 3, 14, 9, 30, tzinfo=UTC),
    datetime(2026, 7, 1, 23, 59, 59, 123456, tzinfo=UTC),
)


def fill(session: Session) -> None:
    """Two documents with versions, as they were kept before."""
    group = Group(name="Core Group", created_at=MOMENTS[0])
    nour = Person(name="Nour", email="nour@example.org", created_at=MOMENTS[0])
    session.add(nour)
    for title in ("Charter", "Vision"):
        document = Document(group=group, title=title, state=State.DRAFTING, created_at=MOMENTS[0])
        for number, text in enumerate(TEXTS, 1):
            by_hand = number % 2 == 0
            version = Version(
                document=document, number=number, name="اسم «é» 😀" if by_hand else "",
                occasion=Occasion.NAMED if by_hand else Occasion.QUIET, content=text.encode(),
                sha256=sha256_of(text), seq=number * 7,
                passages_json=[asdict(one) for one in passages(text)],
                made_by=nour if by_hand else None, at=MOMENTS[number % 2],
            )  # fmt: skip
            session.add(version)


def as_act(version: Version) -> acts.Act:
    return acts.version(
        version.number, version.name, version.occasion, version.sha256, version.passages,
        version.seq, version.at, version.made_by_id,
    )  # fmt: skip


def test_a_database_with_versions_gets_a_ledger_that_holds(empty_url: str) -> None:
    database = Database(empty_url)
    with database.engine.begin() as connection:
        command.upgrade(alembic_config(connection), BEFORE)
    with database.write() as session:
        fill(session)
    upgrade(database.engine)
    with database.read() as session:
        for document in session.scalars(select(Document)).all():
            versions = session.scalars(
                select(Version).where(Version.document_id == document.id).order_by(Version.number)
            ).all()
            events = events_of(session, document.id)
            assert verify(events, events[-1].seal) is None
            assert [one.words for one in events] == [canonical(as_act(one)) for one in versions]
            assert len(events) == len(TEXTS)
    database.engine.dispose()
