"""The demonstration is written once, and holds everybody a visitor may want to be."""

from sqlalchemy import select

from app import demo
from app.database import Database
from app.domain.ledger import verify
from app.domain.lifecycle import State
from app.domain.objections import ObjectionState
from app.domain.outcomes import Result
from app.domain.roles import Role
from app.models import Document, Mail, Membership
from app.services.documents import text_of
from app.services.freezing import editions_of
from app.services.ledger import events_of
from app.services.objections import objections_of
from app.services.rounds import rounds_of
from app.services.signatures import signatures_of
from tests.conftest import NOW


def test_every_role_is_there_and_members_come_from_different_places(database: Database) -> None:
    with database.write() as session:
        demo.seed(session, NOW)
        memberships = session.scalars(select(Membership)).all()
    assert {one.role for one in memberships} == set(Role)
    members = [one for one in memberships if one.role is Role.MEMBER]
    assert len({one.country for one in members}) == len({one.organisation for one in members}) == 3
    assert len({one.colour for one in memberships}) == len(memberships)


def test_the_documents_hold_their_texts(database: Database) -> None:
    with database.write() as session:
        demo.seed(session, NOW)
        texts = {one.title: text_of(session, one) for one in session.scalars(select(Document))}
    assert texts.keys() == {"Network Charter", "Vision statement"}
    assert all(text.startswith("# ") for text in texts.values())


def test_the_vision_is_validated_and_published_and_the_charter_is_a_draft(
    database: Database,
) -> None:
    with database.write() as session:
        demo.seed(session, NOW)
    with database.read() as session:
        charter, vision = session.scalars(select(Document).order_by(Document.id)).all()
        assert (charter.state, vision.state) == (State.DRAFTING, State.PUBLISHED)
        second, first = rounds_of(session, vision.id)
        assert (first.result, second.result) == (Result.FAILED, Result.PASSED)
        assert [one.state for one in objections_of(session, vision.id)] == [ObjectionState.RESOLVED]
        (edition,) = editions_of(session, vision.id)
        assert edition.version.markdown == text_of(session, vision)
        assert len(signatures_of(session, edition.version_id)) == 3
        assert verify(events_of(session, vision.id)) is None
        assert session.scalars(select(Mail)).all() == []


def test_a_second_time_adds_nothing(database: Database) -> None:
    with database.write() as session:
        first = demo.seed(session, NOW)
        second = demo.seed(session, NOW)
        assert [one.id for one in first] == [one.id for one in second]
        assert len(session.scalars(select(Document)).all()) == 2
        assert len(session.scalars(select(Membership)).all()) == len(first)
