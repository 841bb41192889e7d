"""What others do to the charter and its people meanwhile; what can be taken back is, at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from app.domain.diffs import edits
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.domain.rounds import RoundState
from app.models import Document, Membership, Person, ReviewLink, SignInSession
from app.services.closing import void_round
from app.services.review_links import make_link
from app.services.versions import name_version
from realtime.log import head_of, text_of
from realtime.server_edits import open_text, write
from tests.live_server import LiveServer
from tests.polling import Poll

CHARTER = Document.title == "Network Charter"


@contextmanager
def document_in(server: LiveServer, state: State) -> Iterator[None]:
    """The charter is in `state`, and a draft again afterwards."""
    _set_document(server, state=state)
    try:
        yield
    finally:
        _set_document(server, state=State.DRAFTING)


def restore_from_backup(server: LiveServer) -> None:
    """As an operator would: the text is there, under a new generation."""
    _set_document(server, generation=Document.generation + 1)


@contextmanager
def in_role(server: LiveServer, name: str, role: Role) -> Iterator[None]:
    """The person has `role` in the group, and their own again afterwards."""
    before = server.membership(f"{name}@example.org").role
    _set_membership(server, name, role=role)
    try:
        yield
    finally:
        _set_membership(server, name, role=before)


@contextmanager
def out_of_the_group(server: LiveServer, name: str) -> Iterator[None]:
    """The person is no member of the group, and is again afterwards."""
    person_id = server.membership(f"{name}@example.org").person_id
    with server.database.write() as session:
        membership = session.scalars(
            select(Membership).where(Membership.person_id == person_id)
        ).one()
        columns = {one.key: getattr(membership, one.key) for one in Membership.__table__.columns}
        session.delete(membership)
    try:
        yield
    finally:
        with server.database.write() as session:
            session.add(Membership(**columns))


@contextmanager
def brought_back(server: LiveServer, name: str) -> Iterator[None]:
    """Whoever takes the person out of the group, they are in it again afterwards."""
    membership = server.membership(f"{name}@example.org")
    columns = {one.key: getattr(membership, one.key) for one in Membership.__table__.columns}
    try:
        yield
    finally:
        with server.database.write() as session:
            session.add(Membership(**columns))


def end_sessions(server: LiveServer, name: str) -> None:
    """The person is signed out on every device."""
    with server.database.write() as session:
        person = session.scalars(select(Person).where(Person.email == f"{name}@example.org")).one()
        session.execute(
            update(SignInSession)
            .where(SignInSession.person_id == person.id, SignInSession.ended_at.is_(None))
            .values(ended_at=datetime.now(UTC))
        )


def make_review_link(server: LiveServer) -> str:
    """Camille makes a link by which anybody may review the charter; its path."""
    camille = server.membership("camille@example.org").person_id
    with server.database.write() as session:
        made = make_link(session, camille, server.document_key(), "Anybody", datetime.now(UTC))
    return f"/review/{made.token}"


def end_review_links(server: LiveServer) -> None:
    """Nobody reads by a link any more; no process is told."""
    with server.database.write() as session:
        session.execute(update(ReviewLink).values(ended_at=datetime.now(UTC)))


def _set_document(server: LiveServer, **values: object) -> None:
    with server.database.write() as session:
        session.execute(update(Document).where(CHARTER).values(**values))


def _set_membership(server: LiveServer, name: str, **values: object) -> None:
    person_id = server.membership(f"{name}@example.org").person_id
    with server.database.write() as session:
        session.execute(
            update(Membership).where(Membership.person_id == person_id).values(**values)
        )


def keep_a_rewritten_version(server: LiveServer) -> int:
    """The charter as it stands becomes a version, and is then written on; its number."""
    with server.database.write() as session:
        document = session.scalars(select(Document).where(CHARTER)).one()
        person = session.scalars(select(Person).where(Person.email == "nour@example.org")).one()
        now = datetime.now(UTC)
        number = name_version(session, person.id, document.key, "Before the meeting", now).number
        text = text_of(session, document.id)
        head = head_of(session, document.id, lock=True)
        changed = text.replace("1.1 The ", "1.1 *Today* the ", 1).replace("1.1 ", "1.1 Now ", 1)
        changes = edits(text, f"{changed}\n\n## لغة العمل\n\n| نعم | لا |\n| - | - |\n| 1 | 2 |\n")
        write(session, open_text(session, document.id, head), person.id, changes, now)
    return number


def person_called(server: LiveServer, name: str) -> Person:
    """By the name in their address."""
    with server.database.read() as session:
        return session.scalars(select(Person).where(Person.email == f"{name}@example.org")).one()


@contextmanager
def round_open(server: LiveServer, *names: str) -> Iterator[Poll]:
    """These people are asked about the charter until tomorrow; it is a draft again afterwards."""
    people = [person_called(server, name) for name in names]
    with server.database.read() as session:
        charter = session.scalars(select(Document).where(CHARTER)).one()
    poll = Poll(server.database, charter, person_called(server, "camille"))
    now = datetime.now(UTC)
    poll.open(*people, now=now, deadline=now + timedelta(days=1))
    try:
        yield poll
    finally:
        if poll.round.state is RoundState.OPEN:
            with server.database.write() as session:
                reason = "It was only tried."
                void_round(
                    session, poll.facilitator.id, poll.key, poll.number, reason, datetime.now(UTC)
                )
        _set_document(server, state=State.DRAFTING)
