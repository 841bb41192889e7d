"""Nothing frozen may ever change, by whatever way one tries, and whatever comes after it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.diffs import edits
from app.domain.errors import ConflictError, ForbiddenError
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.domain.spans import Change
from app.domain.versions import sha256_of
from app.models import Document, Edition, Person, Thread, Update, Version
from app.services.closing import close_round
from app.services.freezing import editions_of, freeze, redraft, reopen
from app.services.importing import Seen, bring_in, plan
from app.services.proposals import accept
from app.services.quiet_times import keep_quiet
from app.services.renaming import rename_document
from app.services.restoration import Restoration, restore
from app.services.restoration import plan as plan_restoration
from app.services.threads import open_thread
from app.services.versions import name_version
from realtime import log, server_edits, text_edits
from realtime.errors import Refused
from tests.clock import NOW
from tests.conftest import TEXT
from tests.polling import DEADLINE, Poll
from tests.remarks import on_text, on_words, say
from tests.services.at_once import at_once
from tests.writing import write

LATER = DEADLINE + timedelta(days=1)


@dataclass(frozen=True)
class Prepared:
    """What somebody has at hand who has seen the text while it was a draft."""

    poll: Poll
    before: log.Head
    restoration: Restoration
    imported: Seen
    proposal: Thread


@pytest.fixture
def prepared(poll: Poll, camille: Person, add_person: Callable[..., Person]) -> Prepared:
    """A draft with an older version, a file that was looked at, and proposed words."""
    with poll.database.write() as session:
        name_version(session, camille.id, poll.key, "The first", NOW)
    write(poll, "Now: ")
    proposal = say(poll.database, camille, poll.document, on_words("So?", "one another"))
    with poll.database.read() as session:
        return Prepared(
            poll=poll,
            before=log.head_of(session, poll.document.id),
            restoration=plan_restoration(session, camille.id, poll.key, 1, None),
            imported=plan(session, camille.id, poll.key, "# Other\n").seen,
            proposal=proposal,
        )


def validated(poll: Poll) -> None:
    poll.open(poll.facilitator)
    poll.vote(poll.facilitator)
    poll.close()


def frozen_unvalidated(poll: Poll) -> None:
    poll.freeze("It is urgent.")


def frozen(poll: Poll) -> None:
    validated(poll)
    poll.freeze()


def published(poll: Poll) -> None:
    frozen(poll)
    poll.publish()


def type_on(one: Prepared) -> None:
    """As a browser does, through the log."""
    append(one, log_head(one))


def send_what_was_written_offline(one: Prepared) -> None:
    """Of who has not heard of anything since."""
    append(one, one.before)


def append(one: Prepared, after: log.Head) -> None:
    with one.poll.database.write() as session:
        update = text_edits.seed("late", 77)
        entry = log.Entry(one.poll.facilitator.id, [77], update)
        log.append(session, one.poll.document.id, after, [entry], NOW)


def log_head(one: Prepared) -> log.Head:
    with one.poll.database.read() as session:
        return log.head_of(session, one.poll.document.id)


def edit_as_the_server(one: Prepared) -> None:
    with one.poll.database.write() as session:
        head = log.head_of(session, one.poll.document.id, lock=True)
        opened = server_edits.open_text(session, one.poll.document.id, head)
        server_edits.write(session, opened, one.poll.facilitator.id, [Change(0, 0, "late")], NOW)


def bring_back(one: Prepared) -> None:
    changes = edits(one.restoration.before, one.restoration.after)
    with one.poll.database.write() as session:
        restore(session, one.poll.facilitator.id, one.restoration, changes, NOW)


def bring_in_a_file(one: Prepared) -> None:
    with one.poll.database.write() as session:
        person, changes = one.poll.facilitator.id, [Change(0, 0, "late")]
        bring_in(session, person, one.poll.key, one.imported, changes, NOW)


def accept_words(one: Prepared) -> None:
    with one.poll.database.write() as session:
        accept(session, one.poll.facilitator.id, one.proposal.key, None, "", NOW)


def rename(one: Prepared) -> None:
    with one.poll.database.write() as session:
        rename_document(session, one.poll.facilitator.id, one.poll.key, "Late title")


def freeze_again(one: Prepared) -> None:
    one.poll.freeze("Once more.")


def open_a_round(one: Prepared) -> None:
    one.poll.open(one.poll.facilitator, deadline=LATER)


def make_a_draft_of_it(one: Prepared) -> None:
    with one.poll.database.write() as session:
        redraft(session, one.poll.facilitator.id, one.poll.key, "A mistake.", NOW)


EDITS = (
    *(type_on, send_what_was_written_offline, edit_as_the_server, bring_back, bring_in_a_file),
    *(accept_words, rename, open_a_round),
)
ACTS = (freeze_again, make_a_draft_of_it)


def everything(poll: Poll) -> object:
    """The log, the text, and all that is kept of the editions with their versions."""
    with poll.database.read() as session:
        document = session.get_one(Document, poll.document.id)
        updates = session.scalars(select(Update).order_by(Update.seq)).all()
        return (
            [(one.seq, one.payload) for one in updates],
            (document.title, document.state, document.head),
            log.text_of(session, document.id),
            [columns(one) for one in session.scalars(select(Edition).order_by(Edition.id))],
            [columns(one) for one in session.scalars(select(Version).order_by(Version.id))],
        )


def columns(row: Edition | Version) -> dict[str, object]:
    return {one.key: getattr(row, one.key) for one in row.__mapper__.column_attrs}


@pytest.mark.parametrize("state", [validated, frozen_unvalidated, frozen, published])
@pytest.mark.parametrize("way", EDITS)
def test_no_way_leads_to_what_is_not_a_draft(
    prepared: Prepared, state: Callable[[Poll], None], way: Callable[[Prepared], None]
) -> None:
    state(prepared.poll)
    before = everything(prepared.poll)
    with pytest.raises((ConflictError, Refused)):
        way(prepared)
    assert everything(prepared.poll) == before


@pytest.mark.parametrize("state", [frozen_unvalidated, frozen, published])
@pytest.mark.parametrize("act", ACTS)
def test_what_is_frozen_is_neither_frozen_again_nor_a_draft(
    prepared: Prepared, state: Callable[[Poll], None], act: Callable[[Prepared], None]
) -> None:
    state(prepared.poll)
    before = everything(prepared.poll)
    with pytest.raises(ConflictError):
        act(prepared)
    assert everything(prepared.poll) == before


def test_what_is_frozen_is_the_text_at_its_row_to_the_last_byte(prepared: Prepared) -> None:
    edition = prepared.poll.freeze("It is urgent.")
    with prepared.poll.database.read() as session:
        (kept,) = editions_of(session, prepared.poll.document.id)
        assert kept.version.seq == log.head_of(session, prepared.poll.document.id).seq
        assert (
            kept.version.content
            == log.text_at(session, prepared.poll.document.id, kept.version.seq).encode()
        )
        assert kept.version.markdown == f"Now: {TEXT}"
        assert kept.version.sha256 == sha256_of(kept.version.markdown)
    assert edition.title == "Network Charter"


def test_an_edition_stays_as_it_is_in_the_one_after_it(prepared: Prepared) -> None:
    poll = prepared.poll
    published(poll)
    with poll.database.read() as session:
        (before,) = editions_of(session, poll.document.id)
    with poll.database.write() as session:
        reopen(session, poll.facilitator.id, poll.key, "A year has passed.", LATER)
    write(poll, "Again: ")
    rename(prepared)
    accept_words(prepared)
    poll.freeze("Once more.", LATER)
    with poll.database.read() as session:
        second, first = editions_of(session, poll.document.id)
    assert (first.title, first.version_id, first.round_id, first.reason) == (
        before.title, before.version_id, before.round_id, before.reason,
    )  # fmt: skip
    assert columns(first.version) == columns(before.version)
    assert (second.number, second.title) == (2, "Late title")


def test_a_name_for_what_is_frozen_is_one_more_version_of_the_same_text(
    prepared: Prepared,
) -> None:
    poll = prepared.poll
    poll.freeze("It is urgent.")
    with poll.database.read() as session:
        (edition,) = editions_of(session, poll.document.id)
    with poll.database.write() as session:
        named = name_version(session, poll.facilitator.id, poll.key, "For the launch", LATER)
    assert named.number == edition.version.number + 1
    assert named.sha256 == edition.version.sha256
    with poll.database.read() as session:
        (kept,) = editions_of(session, poll.document.id)
    assert columns(kept.version) == columns(edition.version)


def test_nothing_is_kept_of_it_by_itself(prepared: Prepared) -> None:
    poll = prepared.poll
    poll.freeze("It is urgent.")
    before = everything(poll)
    with poll.database.write() as session:
        keep_quiet(session, poll.document.id, LATER)
    assert everything(poll) == before


def test_comments_go_on_for_the_next_edition(prepared: Prepared) -> None:
    poll = prepared.poll
    published(poll)
    with poll.database.write() as session:
        open_thread(session, poll.facilitator.id, poll.key, on_text("For next year"), LATER)
        open_thread(
            session, poll.facilitator.id, poll.key, on_words("And this", "all others"), LATER
        )


def test_a_round_that_is_over_cannot_bring_a_frozen_text_back(prepared: Prepared) -> None:
    poll = prepared.poll
    frozen(poll)
    before = everything(poll)
    with poll.database.write() as session, pytest.raises(ConflictError):
        close_round(session, poll.facilitator.id, poll.key, 1, LATER)
    assert everything(poll) == before


def test_who_has_not_seen_the_newest_words_freezes_nothing(prepared: Prepared) -> None:
    poll = prepared.poll
    seen = poll.head
    write(poll, "Later: ")
    with poll.database.write() as session, pytest.raises(ConflictError, match="has changed"):
        freeze(session, poll.facilitator.id, poll.key, seen, "It is urgent.", NOW)
    with poll.database.read() as session:
        assert session.get_one(Document, poll.document.id).state is State.DRAFTING


def test_two_who_freeze_at_once_freeze_once(prepared: Prepared) -> None:
    poll, seen = prepared.poll, prepared.poll.head

    def freeze_it(session: Session) -> None:
        freeze(session, poll.facilitator.id, poll.key, seen, "It is urgent.", NOW)

    assert [type(one) for one in at_once(poll.database, freeze_it, freeze_it)] == [ConflictError]
    with poll.database.read() as session:
        assert len(editions_of(session, poll.document.id)) == 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.REVIEWER, Role.OBSERVER])
def test_only_facilitators_freeze(
    prepared: Prepared, add_person: Callable[..., Person], role: Role
) -> None:
    other = add_person("Omar", role)
    poll = prepared.poll
    before = everything(poll)
    with poll.database.write() as session, pytest.raises(ForbiddenError, match="Only facilitators"):
        freeze(session, other.id, poll.key, poll.head, "It is urgent.", NOW)
    with poll.database.write() as session, pytest.raises(ForbiddenError, match="Only facilitators"):
        reopen(session, other.id, poll.key, "A year has passed.", NOW)
    assert everything(poll) == before
