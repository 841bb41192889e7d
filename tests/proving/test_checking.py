"""Whatever is changed in the database afterwards, it is said which act is false."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from app.domain.ledger import chained
from app.domain.lifecycle import State
from app.domain.objections import ObjectionState
from app.domain.roles import Role
from app.models import (
    Ballot,
    Base,
    Document,
    Edition,
    LedgerEvent,
    MembershipEvent,
    Objection,
    Round,
    Signature,
    Update,
    Version,
    Voter,
)
from app.proving.checking import check
from app.services.ledger import events_of
from realtime import text_edits
from tests.proving.damage import damages, done, let_everything_be_changed
from tests.proving.story import Story

# What tells nothing of what was done: numbers and keys by which a row is only found, when people
# were reminded, where they talk, and their names, which can be forgotten without the proof.
BESIDE = {
    Version: {"id", "key"},
    Round: {"id", "reminded_at"},
    Voter: {"id", "name"},
    Ballot: set(),
    Objection: {"id", "key", "thread_id"},
    Edition: {"id"},
    Signature: {"id", "name"},
    LedgerEvent: set(),
}


def found(session: Session, story: Story, **options: object) -> list[str]:
    """The sentences of what is false."""
    document = session.get_one(Document, story.document.id)
    return check(session, document, **options)[1]  # type: ignore[arg-type]


def test_a_charter_to_which_everything_happened_is_as_it_was(
    runner: FlaskCliRunner, story: Story
) -> None:
    for arguments in ([], [story.key], ["--quick"]):
        result = runner.invoke(args=["verify", *arguments])
        assert result.exit_code == 0, result.output
        assert "Every act is as it was sealed" in result.output


@pytest.mark.parametrize("model", BESIDE, ids=lambda model: model.__tablename__)
def test_each_changed_byte_makes_an_act_false(story: Story, model: type[Base]) -> None:
    table = model.__table__
    assert isinstance(table, Table)
    tried = 0
    with story.database.write() as session:
        let_everything_be_changed(session)
        for damage in list(damages(session, table, frozenset(BESIDE[model]))):
            with done(session, damage) as is_done:
                if is_done:
                    assert names_an_act(found(session, story, is_quick=True)), damage
                    tried += 1
        assert found(session, story, is_quick=True) == []
        session.rollback()
    assert tried > 10


def names_an_act(sentences: list[str]) -> bool:
    return any(re.search(r"\bAct \d+\b|No act of the ledger tells of", one) for one in sentences)


Change = Callable[[Session, Document], object]


def last_event(session: Session, document: Document) -> LedgerEvent:
    return session.scalars(
        select(LedgerEvent)
        .where(LedgerEvent.document_id == document.id)
        .order_by(LedgerEvent.number.desc())
    ).first()


def swap(session: Session, document: Document) -> None:
    three, four = (session.get_one(LedgerEvent, (document.id, number)) for number in (3, 4))
    three.words, three.seal, four.words, four.seal = (
        four.words, four.seal, three.words, three.seal,
    )  # fmt: skip


def cast_once_more(session: Session, document: Document) -> None:
    """Somebody who can write into the database votes without an act."""
    row = session.scalars(select(Ballot).order_by(Ballot.id)).first()
    content = row.content.replace("agree", "object", 1)
    session.add(
        Ballot(round_id=row.round_id, voter_id=row.voter_id, content=content, receipt="0" * 64)
    )


def sealed_anew(session: Session, document: Document) -> None:
    """Somebody who can write into the database leaves out a vote, and forges all seals after it."""
    events = list(events_of(session, document.id))
    ballot = next(one for one in events if '"act":"ballot"' in one.words)
    acts = [json.loads(one.words) for one in events if one is not ballot]
    session.execute(delete(LedgerEvent).where(LedgerEvent.document_id == document.id))
    for one in chained(acts):
        session.add(LedgerEvent(document_id=document.id, **asdict(one)))


CHANGES: dict[str, tuple[Change, str]] = {
    "two acts exchanged": (swap, "Act 3, "),
    "an act taken out": (
        lambda session, document: session.delete(session.get_one(LedgerEvent, (document.id, 5))),
        "Act 5: it is missing",
    ),
    "the last act cut off": (
        lambda session, document: session.delete(last_event(session, document)),
        "No act of the ledger tells of the publication of edition 2",
    ),
    "all acts cut off": (
        lambda session, document: session.execute(delete(LedgerEvent)),
        "No act of the ledger tells of the closing of round 2",
    ),
    "a vote sealed away": (sealed_anew, "No act of the ledger tells of ballot 1,"),
    "a vote cast beside the ledger": (cast_once_more, "No act of the ledger tells of ballot"),
    "a vote gone": (
        lambda session, document: session.execute(delete(Ballot).where(Ballot.id == 2)),
        "the vote in round 2 (ballot 2) of",
    ),
    "an open objection gone": (
        lambda session, document: session.execute(
            delete(Objection).where(Objection.state == ObjectionState.OPEN)
        ),
        "the objections that are kept of it are not those that it makes",
    ),
    "a voter more": (
        lambda session, document: session.execute(
            insert(Voter).values(
                round_id=1, place=3, person_id=1, name="", organisation="", key="person:1"
            )
        ),
        "the opening of round 1",
    ),
    "a version gone": (
        lambda session, document: session.execute(delete(Version).where(Version.number == 1)),
        "Act 4, version 1 of",
    ),
    "a signature gone": (
        lambda session, document: session.execute(delete(Signature).where(Signature.id == 2)),
        "the signature under version",
    ),
    "an edition gone": (
        lambda session, document: session.execute(delete(Edition).where(Edition.number == 1)),
        "the freezing of edition 1",
    ),
    "another state": (
        lambda session, document: session.execute(update(Document).values(state=State.VALIDATED)),
        "kept in another state",
    ),
    "another role": (
        lambda session, document: session.execute(
            update(MembershipEvent).values(role_after=Role.OBSERVER)
        ),
        "the change of what person",
    ),
    "another ending": (
        lambda session, document: session.execute(
            update(Objection)
            .where(Objection.state == ObjectionState.RESOLVED)
            .values(answer="Never mind.")
        ),
        "the end of an objection",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_taken_out_added_or_exchanged_is_named(story: Story, name: str) -> None:
    change, sentence = CHANGES[name]
    with story.database.write() as session:
        let_everything_be_changed(session)
        change(session, session.get_one(Document, story.document.id))
        session.flush()
        session.expunge_all()
        sentences = found(session, story, is_quick=True)
        assert any(sentence in one for one in sentences), sentences
        session.rollback()


def test_what_was_sealed_anew_is_found_by_a_seal_that_was_given_out(
    runner: FlaskCliRunner, story: Story
) -> None:
    with story.database.read() as session:
        *_, before_last, last = events_of(session, story.document.id)
    for seal in (before_last.seal, last.seal):
        assert runner.invoke(args=["verify", story.key, "--head", seal]).exit_code == 0
    result = runner.invoke(args=["verify", story.key, "--head", "f" * 64])
    assert result.exit_code == 1
    assert "no act bears the seal you gave" in result.output


def test_a_text_that_its_log_does_not_make_is_named(runner: FlaskCliRunner, story: Story) -> None:
    with story.database.write() as session:
        session.execute(
            update(Update)
            .where(Update.document_id == story.document.id, Update.seq == 2)
            .values(payload=text_edits.seed("forged", 77))
        )
    result = runner.invoke(args=["verify", story.key])
    assert result.exit_code == 1
    assert "the log of the text makes another one there" in result.output
    assert runner.invoke(args=["verify", story.key, "--quick"]).exit_code == 0


def test_what_is_not_there_cannot_be_verified(runner: FlaskCliRunner, story: Story) -> None:
    assert "There is no document" in runner.invoke(args=["verify", "-nowhere"]).output
    assert runner.invoke(args=["verify", "--head", "f" * 64]).exit_code != 0
