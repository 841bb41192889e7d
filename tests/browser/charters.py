"""The demo's charter on its way to the public: two rounds, an objection, signatures."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.models import Document, Person
from app.services.documents import write_document
from app.services.signatures import sign
from tests.live_server import LiveServer
from tests.polling import AGREE, CONCERN, OBJECT, Poll

TEXT = "# An urgent text\n\n## Why\n\nIt cannot wait.\n"
VOTERS = ("mariana", "nour", "ousmane")


def poll_on(server: LiveServer, title: str = "Network Charter") -> Poll:
    """The demo group votes on the text; Camille facilitates."""
    with server.database.read() as session:
        document = session.scalars(select(Document).where(Document.title == title)).one()
    return Poll(server.database, document, person(server, "camille"))


def person(server: LiveServer, name: str) -> Person:
    with server.database.read() as session:
        return session.scalars(select(Person).where(Person.email == f"{name}@example.org")).one()


def validate(server: LiveServer, title: str = "Network Charter") -> Poll:
    """In a second round, after an objection in the first was resolved."""
    poll, now = poll_on(server, title), datetime.now(UTC)
    voters = [person(server, name) for name in VOTERS]
    mariana, nour, ousmane = voters
    for answer in (OBJECT, AGREE):
        poll.open(*voters, deadline=now + timedelta(days=7), now=now)
        poll.vote(mariana, now=now)
        poll.vote(nour, AGREE, {4: CONCERN}, now=now)
        poll.vote(ousmane, AGREE, {3: answer}, now=now)
        poll.close(now)
        if answer is OBJECT:
            words = "The schools are named in principle 3.2 now."
            poll.end_objection(poll.objections[0], ousmane, answer=words, now=now)
    return poll


def publish(server: LiveServer, title: str = "Network Charter") -> str:
    """Validated, signed by three, frozen and published; the path of its page."""
    poll, now = validate(server, title), datetime.now(UTC)
    with server.database.write() as session:
        for name in VOTERS:
            sign(session, person(server, name).id, poll.key, name != "mariana", now)
    poll.freeze(now=now)
    poll.publish(now)
    return f"/charters/{poll.key}"


def publish_unvalidated(server: LiveServer) -> str:
    """A text of its own, frozen for a reason and published; the path of its page."""
    now = datetime.now(UTC)
    facilitator = person(server, "camille")
    with server.database.write() as session:
        charter = session.scalars(select(Document).where(Document.title == "Network Charter")).one()
        document = write_document(session, charter.group, "An urgent text", facilitator, TEXT, now)
    poll = Poll(server.database, document, facilitator)
    poll.freeze("The ministry needs it before the next round can be held.", now)
    poll.publish(now)
    return f"/charters/{poll.key}"
