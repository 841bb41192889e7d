"""Threads: who may say what, what it is about, and what becomes of it."""

from collections.abc import Callable

from app.database import Database
from app.domain.quotes import Quote
from app.domain.roles import Role
from app.domain.threads import Outcome, Scope
from app.models import Document, Person
from app.services import proposals, threads
from app.services.documents import text_of
from app.services.threads import Remark
from tests.conftest import NOW

EACH_OTHER = Quote("each other", "We learn from **", "**.\n")


def test_what_is_proposed_and_accepted_stands_in_the_text(
    database: Database, charter: Document, add_person: Callable[..., Person]
) -> None:
    rita = add_person("Rita", Role.REVIEWER)
    nour = add_person("Nour", Role.MEMBER)
    with database.write() as session:
        remark = Remark(Scope.WORDS, "@Nour ?", EACH_OTHER, b"a", b"b", "one another")
        thread = threads.open_thread(session, rita.id, charter.key, remark, NOW)
        assert thread.clause == "Our charter\nPurpose"
        assert [one.person_id for one in thread.comments[0].mentions] == [nour.id]
    with database.write() as session:
        done = proposals.accept(session, nour.id, thread.key, None, "Yes", NOW)
        assert done.outcome is Outcome.ACCEPTED
    with database.read() as session:
        document = session.get_one(Document, charter.id)
        assert "one another" in text_of(session, document)
        assert document.head == 2
