"""A real database with a group, its people and a document; a room whose way out is recorded."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pycrdt import Doc, Text
from sqlalchemy import select, update

from app.database import Database
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import (
    Document,
    Group,
    Guest,
    Membership,
    Person,
    ReviewLink,
    SignInSession,
    Update,
)
from realtime.attendee import Visitor
from realtime.channel import Surroundings
from realtime.errors import Refused
from realtime.room import Room
from realtime.text_edits import new_doc, text_in

PATIENCE_SECONDS = 20
NOW = datetime(2025, 1, 7, 12, tzinfo=UTC)


class Recorder:
    """A channel that keeps what each connection would have heard, in order."""

    def __init__(self) -> None:
        self.heard: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        self._here: set[str] = set()
        self._mutex = threading.Lock()

    def send(
        self, event: str, payload: dict[str, Any], *, to: str | None = None, skip: str | None = None
    ) -> None:
        with self._mutex:
            for connection in [to] if to else sorted(self._here - {skip or ""}):
                self.heard.setdefault(connection, []).append((event, payload))

    def add(self, connection: str) -> None:
        self._here.add(connection)

    def remove(self, connection: str) -> None:
        self._here.discard(connection)

    def of(self, connection: str, event: str) -> list[dict[str, Any]]:
        return [payload for name, payload in self.heard.get(connection, []) if name == event]


@dataclass
class Tab:
    """A browser tab in a room: a Yjs copy of the text, and the ids it may write under."""

    room: Room
    channel: Recorder
    visitor: Visitor
    client_id: int
    doc: Doc[Text] = field(default_factory=new_doc)
    generation: int | None = None

    def __post_init__(self) -> None:
        self.doc = new_doc(self.client_id)
        self._read = 0

    @property
    def connection(self) -> str:
        return self.visitor.connection

    @property
    def text(self) -> str:
        """What the tab shows once it took in all it heard."""
        updates = self.channel.of(self.connection, "update")
        for payload in updates[self._read :]:
            self.doc.apply_update(payload["update"])
        self._read = len(updates)
        return text_in(self.doc)

    def join(self, *more_ids: int) -> dict[str, Any]:
        answer = self.room.join(self.visitor, [self.client_id, *more_ids], {}, self.generation)
        self.generation = answer["generation"]
        self.doc.apply_update(answer["update"])
        return answer

    def write(self, text: str, at: int | None = None) -> bytes:
        """The update of typing `text` (ASCII) at `at`, or at the end; it is not sent yet."""
        content = self.doc.get("content", type=Text)
        before = self.doc.get_state()
        content.insert(len(content) if at is None else at, text)
        return self.doc.get_update(before)

    def send(self, update: bytes) -> int:
        return self.room.receive(self.connection, update)

    def type(self, text: str) -> int:
        return self.send(self.write(text))


class World:
    """One group with one document, and whoever a test needs."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.surroundings = Surroundings(
            database=database,
            now=lambda: NOW,
            spawn=self._spawn,
            window=lambda: 0,
            sleep=time.sleep,
        )
        with database.write() as session:
            group = Group(name="Skills Innovation Network", created_at=NOW)
            session.add(group)
            session.flush()
            document = Document(group_id=group.id, title="Charter", created_at=NOW)
            session.add(document)
            session.flush()
            self.group_id, self.document_id = group.id, document.id
        self._count = 0
        self._held: list[Callable[[], None]] | None = None
        self._channels: dict[Room, Recorder] = {}
        self.room = self.another_room()

    def another_document(self) -> int:
        """The id of one more document of the group, without text."""
        with self.database.write() as session:
            document = Document(group_id=self.group_id, title="Vision", created_at=NOW)
            session.add(document)
            session.flush()
            return document.id

    def another_room(self, database: Database | None = None) -> Room:
        """The same document in what might be another process, on its own `database` if need be."""
        channel = Recorder()
        surroundings = replace(self.surroundings, database=database or self.database)
        room = Room(self.document_id, channel, surroundings)
        self._channels[room] = channel
        return room

    def _spawn(self, work: Callable[[], None]) -> None:
        if self._held is None:
            threading.Thread(target=work, daemon=True).start()
        else:
            self._held.append(work)

    def in_one_flush(
        self, *acts: Callable[[], object], meanwhile: Callable[[], object] | None = None
    ) -> list[object]:
        """Does `acts`, of which each sends one update; one flush takes them all, in their order.

        meanwhile: done when all wait in the queue. Returns results, or what was raised.
        """
        self._held = []
        queue = self.room._writer._queue
        results: list[object] = [None] * len(acts)
        threads = []
        for number, act in enumerate(acts):
            threads.append(start(act, results, number))
            until(lambda number=number: len(queue) > number)
        if meanwhile is not None:
            meanwhile()
        (flush,), self._held = self._held, None
        flush()
        for thread in threads:
            thread.join()
        return results

    def person(self, role: Role = Role.MEMBER, name: str = "Somebody") -> Visitor:
        """Somebody in the group, signed in, on a connection of their own."""
        self._count += 1
        with self.database.write() as session:
            person = Person(name=name, email=f"{self._count}@example.org", created_at=NOW)
            session.add(person)
            session.flush()
            session.add(
                Membership(
                    person_id=person.id,
                    group_id=self.group_id,
                    role=role,
                    organisation="A ministry",
                    colour="#1f6f5c",
                    joined_at=NOW,
                )
            )
            person_id = person.id
        return self.another_tab_of(Visitor("", 0, person_id))

    def another_tab_of(self, visitor: Visitor) -> Visitor:
        """The same person, signed in once more, on another connection."""
        self._count += 1
        with self.database.write() as session:
            sign_in = SignInSession(
                token_hash=f"{self._count:064}",
                person_id=visitor.person_id,
                created_at=NOW,
                expires_at=NOW + timedelta(days=1),
            )
            session.add(sign_in)
            session.flush()
            return Visitor(f"connection {self._count}", sign_in.id, visitor.person_id)

    def tab(self, visitor: Visitor | None = None, room: Room | None = None) -> Tab:
        """A tab under a fresh client id, which has not joined yet."""
        self._count += 1
        room = room or self.room
        return Tab(room, self._channels[room], visitor or self.person(), 1000 + self._count)

    def joined(self, visitor: Visitor | None = None, room: Room | None = None) -> Tab:
        tab = self.tab(visitor, room)
        tab.join()
        return tab

    def guest(self, document_id: int | None = None, person_id: int | None = None) -> Visitor:
        """Somebody who came by a review link of the document: new, or the person of that id."""
        self._count += 1
        with self.database.write() as session:
            link = ReviewLink(
                document_id=document_id or self.document_id,
                token_hash=f"{self._count:064}",
                created_by=Person(name="Camille", created_at=NOW),
                created_at=NOW,
            )
            person = session.get(Person, person_id or 0) or Person(name="Jean", created_at=NOW)
            session.add(Guest(link=link, person=person, email="", colour="#475569", came_at=NOW))
            session.flush()
            came = Visitor("", 0, person.id)
        return self.another_tab_of(came)

    def end_review_links(self) -> None:
        with self.database.write() as session:
            session.execute(update(ReviewLink).values(ended_at=NOW))

    def set_state(self, state: State) -> None:
        self._set(Document, self.document_id, state=state)

    def set_role(self, visitor: Visitor, role: Role) -> None:
        with self.database.write() as session:
            session.scalars(
                select(Membership).where(Membership.person_id == visitor.person_id)
            ).one().role = role

    def end_session(self, visitor: Visitor) -> None:
        self._set(SignInSession, visitor.sign_in_id, ended_at=NOW)

    def resume_session(self, visitor: Visitor) -> None:
        self._set(SignInSession, visitor.sign_in_id, ended_at=None)

    def set_generation(self, generation: int) -> None:
        self._set(Document, self.document_id, generation=generation)

    def _set(self, kind: type[Any], key: int, **values: object) -> None:
        with self.database.write() as session:
            row = session.get_one(kind, key)
            for name, value in values.items():
                setattr(row, name, value)

    def rows(self) -> Sequence[Update]:
        """The log, oldest first."""
        with self.database.read() as session:
            query = select(Update).where(Update.document_id == self.document_id)
            return session.scalars(query.order_by(Update.seq)).all()

    def log_text(self) -> str:
        """The text that a replay of the rows alone makes."""
        doc = new_doc()
        for row in self.rows():
            doc.apply_update(row.payload)
        return text_in(doc)


def refusal(act: Callable[[], object]) -> str:
    """The code with which `act` is refused."""
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def together(*acts: Callable[[], object]) -> list[object]:
    """Does all `acts` at once; their results, or what they raised, in order."""
    results: list[object] = [None] * len(acts)
    threads = [start(act, results, number) for number, act in enumerate(acts)]
    for thread in threads:
        thread.join()
    return results


def start(act: Callable[[], object], results: list[object], number: int) -> threading.Thread:
    """Runs `act` in a thread, which puts what it returns or raises into `results`."""

    def run() -> None:
        try:
            results[number] = act()
        except Exception as error:
            results[number] = error

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def until(condition: Callable[[], object]) -> None:
    """Waits for `condition`, which some other thread makes true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        threading.Event().wait(0.001)


@pytest.fixture
def world(database: Database) -> World:
    return World(database)
