"""A charter that was written for years: what people sent, put into the log of a real database."""

import hashlib
import struct
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.roles import Role
from app.models import Document, Group, Membership, Person, SignInSession, Snapshot, Update
from realtime import people
from realtime.attendee import Visitor
from realtime.text_edits import new_doc, text_in

SCRIPT = Path(__file__).parent / "years.mjs"
HEAD = struct.Struct("<BII")
NOW = datetime(2025, 1, 7, 12, tzinfo=UTC)
ROWS_AT_ONCE = 5_000
STROKE = timedelta(milliseconds=300)  # from one row to the next


class Sent(NamedTuple):
    """One update. person: a number below 20; client_id: the page under which it was written."""

    person: int
    client_id: int
    update: bytes


def written(seed: int, updates: int, text_bytes: int) -> Sequence[Sent]:
    """What real Yjs sends while 20 people write a text of about so many bytes; from a seed."""
    return list(_read(recorded(seed, updates, text_bytes)))


def recorded(seed: int, updates: int, text_bytes: int) -> bytes:
    """The same as the script says it, for another script."""
    command = ["node", str(SCRIPT), str(seed), str(updates), str(text_bytes)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _read(recorded: bytes) -> Iterator[Sent]:
    at = 0
    while at < len(recorded):
        person, client_id, length = HEAD.unpack_from(recorded, at)
        at += HEAD.size
        yield Sent(person, client_id, recorded[at : at + length])
        at += length


def store(database: Database, sent: Sequence[Sent]) -> int:
    """The id of a new document with `sent` as its log; its people are signed in."""
    with database.write() as session:
        group = Group(name="Skills Innovation Network", created_at=NOW)
        session.add(group)
        session.flush()
        document = Document(group_id=group.id, title="Charter", created_at=NOW, head=len(sent))
        session.add(document)
        session.flush()
        persons = [_person(session, group.id, number) for number in range(20)]
        for person, client_id in dict.fromkeys((one.person, one.client_id) for one in sent):
            people.claim(session, document.id, [client_id], persons[person], NOW)
        for start in range(0, len(sent), ROWS_AT_ONCE):
            rows = [
                {
                    "document_id": document.id,
                    "seq": seq,
                    "author_id": persons[one.person],
                    "client_ids": [one.client_id],
                    "payload": one.update,
                    "at": NOW + seq * STROKE,
                }
                for seq, one in enumerate(sent[start : start + ROWS_AT_ONCE], start + 1)
            ]
            session.execute(insert(Update), rows)
        return document.id


def _person(session: Session, group_id: int, number: int) -> int:
    person = Person(name=f"Person {number}", email=f"{number}@example.org", created_at=NOW)
    session.add(person)
    session.flush()
    session.add(
        Membership(
            person_id=person.id,
            group_id=group_id,
            role=Role.MEMBER,
            organisation="A ministry",
            colour="#1f6f5c",
            joined_at=NOW,
        )
    )
    session.add(
        SignInSession(
            token_hash=f"{number:064}",
            person_id=person.id,
            created_at=NOW,
            expires_at=NOW + timedelta(days=1),
        )
    )
    return person.id


def copies(database: Database, sent: Sequence[Sent], count: int) -> Sequence[int]:
    """The ids of `count` documents of the first group that say what `sent` says, as snapshots."""
    doc = new_doc()
    for one in sent:
        doc.apply_update(one.update)
    state = doc.get_update()
    documents = [
        Document(group_id=1, title=f"Charter {number}", created_at=NOW, head=len(sent))
        for number in range(count)
    ]
    with database.write() as session:
        session.add_all(documents)
        session.flush()
        for document in documents:
            snapshot = Snapshot(document_id=document.id, seq=len(sent), payload=state, at=NOW)
            session.add(snapshot)
    return [document.id for document in documents]


def visitor(database: Database) -> Visitor:
    """One of them, on a line of their own."""
    with database.read() as session:
        sign_in = session.scalars(select(SignInSession).limit(1)).one()
        return Visitor("a line", sign_in.id, sign_in.person_id)


def text_at(database: Database, document_id: int, seq: int) -> str:
    """The hash of the text that the rows up to `seq` make, without any snapshot."""
    query = select(Update.payload).where(Update.document_id == document_id, Update.seq <= seq)
    with database.read() as session:
        doc = new_doc()
        for payload in session.scalars(query.order_by(Update.seq)):
            doc.apply_update(payload)
    return hashlib.sha256(text_in(doc).encode()).hexdigest()


def fingerprint(database: Database, document_id: int) -> tuple[int, str]:
    """How many rows the log of a document holds, and a hash of all of them."""
    digest, count = hashlib.sha256(), 0
    query = select(Update.seq, Update.author_id, Update.payload).order_by(Update.seq)
    with database.read() as session:
        for row in session.execute(query.where(Update.document_id == document_id)):
            digest.update(repr(tuple(row)).encode())
            count += 1
    return count, digest.hexdigest()
