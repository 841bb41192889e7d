"""Who wrote what of a text and when, and the steps in which it grew: for scripts of its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.database import Database
from app.domain.errors import InvalidError
from app.models import Document
from app.services.told import told_in_time
from realtime.history import standing_at, steps_from
from realtime.people import PublicPerson, owners_of, public_people
from realtime.steps import Step


@dataclass(frozen=True)
class Moments:
    """clients: client id -> (clock, seconds since 1970), in order: when its units from that clock
    on were written, until the row `seq`. people: by client id, of those who wrote."""

    seq: int
    clients: Mapping[int, Sequence[tuple[int, int]]]
    people: Mapping[int, PublicPerson]


@dataclass(frozen=True)
class Frames:
    """The text after the row `after`, and what was done to it next, step by step.

    people: by person id, of all who took these steps. next: after which row to go on; None at the
    end, which is `head`.
    """

    after: int
    text: str
    people: Mapping[int, PublicPerson]
    steps: Sequence[Step]
    next: int | None
    head: int


def moments_of(database: Database, document: Document, now: datetime) -> Moments:
    """Of the document as it stands. Raises LaterError; not to be called in a transaction."""
    with told_in_time():
        clients = standing_at(database, document.id, document.head, now).moments
    with database.read() as session:
        owners = owners_of(session, document.id)
        people = public_people(session, document.id, set(owners.values()))
    return Moments(document.head, clients, {client: people[owners[client]] for client in clients})


def frames_of(database: Database, document: Document, after: int, now: datetime) -> Frames:
    """Raises InvalidError when there is no such row; LaterError. Not within a transaction."""
    if not 0 <= after <= document.head:
        raise InvalidError("The text has no such step. Load the page again.")
    with told_in_time():
        stretch = steps_from(database, document.id, after, document.head, now)
    with database.read() as session:
        authors = {step.person_id for step in stretch.steps}
        people = public_people(session, document.id, authors)
    more = stretch.seq if stretch.seq < document.head else None
    return Frames(after, stretch.text, people, stretch.steps, more, document.head)
