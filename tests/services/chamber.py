"""A text of twelve clauses on which a group votes: what it says, what is done to it, what was."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.domain import ledger
from app.domain.diffs import edits
from app.domain.ledger import Event
from app.domain.lifecycle import State
from app.models import Ballot, Document, Person, Round, Update
from app.services.ledger import events_of
from realtime import log, server_edits
from tests.clock import NOW
from tests.polling import Poll

TITLES = (
    "Purpose", "Values", "Members", "Joining", "Leaving", "Meetings",
    "Decisions", "Money", "Languages", "Data", "Disputes", "Changes",
)  # fmt: skip
CLAUSES = {
    title: f"## {title}\n\nWhat we say of {title.lower()}, in all words.\n" for title in TITLES
}
TWELVE = "\n".join(CLAUSES.values())


def write(poll: Poll, text: str, by: Person | None = None) -> None:
    """Make the document read like `text`, as a browser does that changes no more than it must."""
    with poll.database.write() as session:
        head = log.head_of(session, poll.document.id, lock=True)
        opened = server_edits.open_text(session, poll.document.id, head)
        changes = edits(opened.markdown, text)
        server_edits.write(session, opened, (by or poll.facilitator).id, changes, NOW)


def text_of(poll: Poll) -> str:
    with poll.database.read() as session:
        return log.text_of(session, poll.document.id)


def state_of(poll: Poll) -> State:
    with poll.database.read() as session:
        return session.get_one(Document, poll.document.id).state


def rows_of(poll: Poll) -> Sequence[Update]:
    """The log of the text, oldest first."""
    with poll.database.read() as session:
        query = select(Update).where(Update.document_id == poll.document.id)
        return session.scalars(query.order_by(Update.seq)).all()


def ballots_of(poll: Poll) -> Sequence[Ballot]:
    """Every ballot that is kept, in the order in which they were cast."""
    with poll.database.read() as session:
        here = select(Ballot).join(Ballot.round).where(Round.document_id == poll.document.id)
        return session.scalars(here.order_by(Ballot.id)).all()


def sealed(poll: Poll) -> Sequence[Event]:
    """The ledger of the document, which holds."""
    with poll.database.read() as session:
        events = events_of(session, poll.document.id)
    assert ledger.verify(events) is None
    return events


def acts_of(poll: Poll, *kinds: str) -> list[dict[str, Any]]:
    """What the ledger says was done, of these kinds or all."""
    acts = [json.loads(event.words) for event in sealed(poll)]
    return [act for act in acts if not kinds or act["act"] in kinds]
