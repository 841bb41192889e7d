"""The demo group votes on a text of its own each time, so that the charter stays a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app import demo
from app.domain.ballots import Answer, Stance
from app.domain.diffs import edits
from app.models import Document, Person
from app.services.closing import void_round
from app.services.documents import write_document
from realtime import log, server_edits
from tests.live_server import LiveServer
from tests.polling import AGREE, OBJECT, Poll

TEXT = (Path(demo.__file__).parent / "vision.md").read_text(encoding="utf-8")
DAY = timedelta(days=1)


@contextmanager
def first_round(server: LiveServer) -> Iterator[Poll]:
    """Mariana, Nour and Ousmane vote; in the end the text is a draft again."""
    poll = _poll(server)
    _open(server, poll)
    try:
        yield poll
    finally:
        _void(server, poll)


@contextmanager
def second_round(server: LiveServer, clause: int) -> Iterator[Poll]:
    """The last clause has changed since Nour agreed with a concern, but objected to that one.

    To the other clauses the others agreed. clause: a place in the text, from 0.
    """
    poll = _poll(server)
    _open(server, poll)
    now = datetime.now(UTC)
    concern = Answer(Stance.CONCERN, "It says little about teachers.")
    last = len(poll.round.version.passages) - 1
    poll.vote(_person(server, "nour"), concern, {clause: AGREE, last: OBJECT}, now=now)
    for name in ("mariana", "ousmane"):
        poll.vote(_person(server, name), AGREE, now=now)
    poll.close(now=now)
    _write_on(server, poll)
    _open(server, poll)
    try:
        yield poll
    finally:
        _void(server, poll)


def ballot_address(server: LiveServer, poll: Poll) -> str:
    return f"{server.url}/documents/{poll.key}/rounds/{poll.number}/ballot"


def _poll(server: LiveServer) -> Poll:
    facilitator = _person(server, "camille")
    with server.database.write() as session:
        charter = session.query(Document).filter_by(title="Network Charter").one()
        now = datetime.now(UTC)
        document = write_document(session, charter.group, "To vote on", facilitator, TEXT, now)
    return Poll(server.database, document, facilitator)


def _open(server: LiveServer, poll: Poll) -> None:
    voters = [_person(server, name) for name in ("mariana", "nour", "ousmane")]
    now = datetime.now(UTC)
    poll.open(*voters, now=now, deadline=now + DAY)


def _void(server: LiveServer, poll: Poll) -> None:
    now = datetime.now(UTC)
    with server.database.write() as session:
        void_round(session, poll.facilitator.id, poll.key, poll.number, "The story is over.", now)


def _write_on(server: LiveServer, poll: Poll) -> None:
    with server.database.write() as session:
        head = log.head_of(session, poll.document.id, lock=True)
        opened = server_edits.open_text(session, poll.document.id, head)
        text = log.text_of(session, poll.document.id)
        changes = edits(text, f"{text.rstrip()}\n\nSo we have decided.\n")
        server_edits.write(session, opened, poll.facilitator.id, changes, datetime.now(UTC))


def _person(server: LiveServer, name: str) -> Person:
    with server.database.read() as session:
        return session.query(Person).filter_by(email=f"{name}@example.org").one()
