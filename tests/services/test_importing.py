"""A file brought into a text: as it was seen, whatever others write meanwhile."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings

from app.database import Database
from app.domain.diffs import edits
from app.domain.errors import ConflictError, ForbiddenError, NotFoundError
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.domain.versions import Occasion, sha256_of
from app.models import Document, Person, Version
from app.services.importing import Plan, Seen, Since, bring_in, plan, since
from app.services.versions import versions_of
from realtime import log, server_edits
from tests.conftest import NOW
from tests.domain.texts import TEXTS
from tests.services.desk import Desk

TEXT = "# Charter\n\n## Purpose\n\nWe learn from each other.\n\n## Members\n\nAll of us. 😀\n"
NEW = TEXT.replace("learn", "teach and learn")


@pytest.fixture
def desk(database: Database, charter: Document, add_person: Callable[..., Person]) -> Desk:
    return Desk(database, "Core Group", add_person, TEXT)


def planned(desk: Desk, markdown: str, by: Person | None = None) -> Plan:
    with desk.database.read() as session:
        return plan(session, (by or desk.nour).id, desk.document.key, markdown)


def planned_again(desk: Desk, seen: Seen) -> Plan:
    return asked(desk, seen, desk.nour).plan(seen)


def asked(desk: Desk, seen: Seen, by: Person) -> Since:
    with desk.database.read() as session:
        return since(session, by.id, desk.document.key, seen)


def brought(desk: Desk, seen: Seen, by: Person | None = None) -> Version | None:
    by = by or desk.nour
    changes = edits(TEXT, NEW) if seen.after == NEW else asked(desk, seen, by).changes(seen)
    with desk.database.write() as session:
        return bring_in(session, by.id, desk.document.key, seen, changes, NOW)


def typed(desk: Desk, text: str, by: Person | None = None) -> None:
    """What somebody else makes of the text as it stands now."""
    with desk.database.write() as session:
        head = log.head_of(session, desk.document.id, lock=True)
        opened = server_edits.open_text(session, desk.document.id, head)
        changes = edits(opened.markdown, text)
        server_edits.write(session, opened, (by or desk.rita).id, changes, NOW)


def test_a_file_is_in_to_the_last_character_as_one_edit_of_who_brought_it(desk: Desk) -> None:
    brought(desk, planned(desk, NEW).seen)
    assert desk.text == desk.stored == NEW
    assert len(desk.rows) == 2
    assert desk.rows[-1].author_id == desk.nour.id
    assert {desk.owners[one] for one in desk.rows[-1].client_ids} == {desk.nour.id}


def test_only_what_differs_is_written(desk: Desk) -> None:
    brought(desk, planned(desk, NEW).seen)
    assert len(desk.rows[-1].payload) < 100


def test_what_stood_there_is_kept_as_a_version_first(desk: Desk) -> None:
    before = brought(desk, planned(desk, NEW).seen)
    assert before
    assert (before.markdown, before.occasion, before.made_by_id) == (
        TEXT,
        Occasion.IMPORT,
        desk.nour.id,
    )


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TEXTS, TEXTS)
def test_any_text_can_follow_any_other(desk: Desk, before: str, after: str) -> None:
    desk.another(before)
    one = planned(desk, after)
    if one.before != one.after:
        brought(desk, one.seen)
    assert desk.text == one.after
    assert one.after.rstrip("\n") == after.rstrip("\n")


def test_line_ends_at_the_end_of_a_file_change_nothing(desk: Desk) -> None:
    one = planned(desk, TEXT.rstrip("\n") + "\n\n\n")
    assert one.before == one.after
    with pytest.raises(ConflictError, match="like this already"):
        brought(desk, one.seen)
    assert desk.head == 1


@pytest.mark.parametrize(
    ("before", "file", "after"),
    [
        ("We learn.\n", "# Draft\n\nWe learn.\n", "We learn.\n"),
        ("## Aims\n", "# Draft\n\n## Aims\n", "## Aims\n"),
        ("We learn.\n", "# Other\n\nWe learn.\n", "# Other\n\nWe learn.\n"),
        ("# Draft\n\nWe learn.\n", "# Draft\n\nWe.\n", "# Draft\n\nWe.\n"),
    ],
)
def test_the_title_that_a_text_gets_when_it_goes_out_stays_out(
    desk: Desk, before: str, file: str, after: str
) -> None:
    desk.another(before)
    assert planned(desk, file).after == after


def test_what_others_write_elsewhere_meanwhile_stays(desk: Desk) -> None:
    one = planned(desk, NEW)
    typed(desk, TEXT.replace("All of us", "Most of us"))
    assert brought(desk, one.seen)
    assert desk.text == NEW.replace("All of us", "Most of us")


def test_the_version_kept_before_holds_what_others_wrote_meanwhile(desk: Desk) -> None:
    one = planned(desk, NEW)
    typed(desk, TEXT.replace("All of us", "Most of us"))
    before = brought(desk, one.seen)
    assert before
    assert before.markdown == TEXT.replace("All of us", "Most of us")


def test_who_wrote_in_the_same_line_meanwhile_is_not_overwritten_unseen(desk: Desk) -> None:
    one = planned(desk, NEW)
    theirs = TEXT.replace("each other", "one another").replace("All of us", "Most of us")
    typed(desk, theirs)
    assert brought(desk, one.seen) is None
    assert desk.text == theirs
    with desk.database.read() as session:
        assert not versions_of(session, desk.document.id)
    again = planned_again(desk, one.seen)
    assert again.before == theirs
    assert again.after == NEW.replace("All of us", "Most of us")
    assert brought(desk, again.seen)
    assert desk.text == again.after


def test_after_a_backup_came_back_the_file_is_shown_against_what_stands_there(desk: Desk) -> None:
    one = Seen(1, sha256_of("the text of another history"), NEW)
    assert brought(desk, one) is None
    assert planned_again(desk, one).after == NEW
    assert brought(desk, Seen(7, sha256_of(TEXT), NEW)) is None
    assert desk.text == TEXT


@pytest.mark.parametrize("state", [one for one in State if one is not State.DRAFTING])
def test_nothing_comes_into_a_text_that_is_closed(desk: Desk, state: State) -> None:
    one = planned(desk, NEW)
    with desk.database.write() as session:
        session.get_one(Document, desk.document.id).state = state
    with pytest.raises(ConflictError, match="closed"):
        brought(desk, one.seen)
    with pytest.raises(ConflictError, match="closed"):
        planned(desk, NEW)
    assert desk.text == TEXT


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER])
def test_who_may_not_write_brings_nothing_in(
    desk: Desk, add_person: Callable[..., Person], role: Role
) -> None:
    reader = add_person("Jean", role)
    with pytest.raises(ForbiddenError):
        planned(desk, NEW, reader)
    with pytest.raises(ForbiddenError):
        brought(desk, planned(desk, NEW).seen, reader)
    assert desk.text == TEXT


def test_a_stranger_does_not_learn_that_there_is_a_text(
    desk: Desk, add_person: Callable[..., Person]
) -> None:
    stranger = add_person("Sam", Role.FACILITATOR, group="Another group")
    with pytest.raises(NotFoundError):
        planned(desk, NEW, stranger)
    with pytest.raises(NotFoundError):
        brought(desk, planned(desk, NEW).seen, stranger)
