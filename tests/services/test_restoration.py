"""An older text comes back whole, as an edit like any other: nothing that anybody wrote is lost."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.database import Database
from app.domain.diffs import edits
from app.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.domain.spans import Change
from app.domain.versions import Occasion
from app.models import Document, Person, Version
from app.services.restoration import Restoration, plan, restore
from app.services.versions import name_version, versions_of
from realtime import log, server_edits, text_edits
from realtime.contents import read
from realtime.log import Entry
from realtime.text_edits import new_doc
from tests.conftest import NOW
from tests.domain.texts import TEXTS
from tests.services.desk import Desk

TEXT = "# Charter\n\n## Purpose\n\nWe learn from each other.\n\n## Members\n\nAll of us. 😀\n"


@pytest.fixture
def desk(database: Database, charter: Document, add_person: Callable[..., Person]) -> Desk:
    desk = Desk(database, "Core Group", add_person, TEXT)
    name(desk, "First")
    return desk


def name(desk: Desk, called: str) -> Version:
    with desk.database.write() as session:
        return name_version(session, desk.nour.id, desk.document.key, called, NOW)


def write(desk: Desk, *changes: Change, by: Person | None = None) -> None:
    """As a browser does that shows the text as it is now."""
    with desk.database.write() as session:
        head = log.head_of(session, desk.document.id, lock=True)
        opened = server_edits.open_text(session, desk.document.id, head)
        server_edits.write(session, opened, (by or desk.rita).id, changes, NOW)


def rewritten(desk: Desk, text: str) -> None:
    changes = edits(desk.text, text)
    if changes:
        write(desk, *changes)


def planned(
    desk: Desk, number: int = 1, position: int | None = None, by: Person | None = None
) -> Restoration:
    with desk.database.read() as session:
        return plan(session, (by or desk.nour).id, desk.document.key, number, position)


def restored(desk: Desk, one: Restoration, by: Person | None = None) -> Version:
    changes = edits(one.before, one.after)
    with desk.database.write() as session:
        return restore(session, (by or desk.nour).id, one, changes, NOW)


def versions(desk: Desk) -> list[Version]:
    with desk.database.read() as session:
        found = versions_of(session, desk.document.id)
        assert all(one.content is not None for one in found)
        return list(found)


def test_an_older_text_is_back_to_the_last_character(desk: Desk) -> None:
    rewritten(desk, TEXT.replace("learn", "teach").replace("## Members\n\nAll of us. 😀\n", ""))
    restored(desk, planned(desk))
    assert desk.text == desk.stored == TEXT


def test_what_stood_there_is_kept_first_so_that_it_can_come_back_itself(desk: Desk) -> None:
    rewritten(desk, TEXT.replace("learn", "teach"))
    other = desk.text
    before = restored(desk, planned(desk))
    assert (before.number, before.occasion, before.markdown) == (2, Occasion.RESTORE, other)
    restored(desk, planned(desk, 2))
    assert desk.text == other


def test_it_is_one_row_of_who_brought_it_back(desk: Desk) -> None:
    rewritten(desk, TEXT.replace("learn", "teach").replace("All of us", "Nobody"))
    restored(desk, planned(desk))
    last = desk.rows[-1]
    assert last.author_id == desk.nour.id
    assert [desk.owners[one] for one in last.client_ids] == [desk.nour.id]
    assert last.seq == desk.head


def test_one_clause_comes_back_and_the_rest_stays(desk: Desk) -> None:
    rewritten(desk, TEXT.replace("learn", "teach").replace("All of us", "Nobody"))
    restored(desk, planned(desk, position=2))
    assert desk.text == TEXT.replace("learn", "teach")


def test_what_others_wrote_since_one_looked_stays(desk: Desk) -> None:
    rewritten(desk, TEXT.replace("learn", "teach"))
    one = planned(desk)
    at = desk.text.index("All of us")
    write(desk, Change(at, at, "Then: "))
    restored(desk, one)
    assert desk.text == TEXT.replace("All of us", "Then: All of us")


def test_what_somebody_was_typing_at_that_moment_stays(desk: Desk) -> None:
    rewritten(desk, TEXT.replace("learn", "teach"))
    one = planned(desk)
    typing = browser(desk)
    restored(desk, one)
    at = typing.index("We ")
    send(desk, typing, Change(at, at, "Here "))
    assert desk.text == TEXT.replace("We learn", "Here We learn")


class browser:  # noqa: N801 - reads as what it is
    """Rita's browser, which has not heard of anything since now."""

    def __init__(self, desk: Desk) -> None:
        self.doc = new_doc(77)
        for row in desk.rows:
            self.doc.apply_update(row.payload)

    def index(self, words: str) -> int:
        return text_edits.text_in(self.doc).index(words)


def send(desk: Desk, typing: browser, change: Change) -> None:
    update = text_edits.change(typing.doc, [change])
    with desk.database.write() as session:
        head = log.head_of(session, desk.document.id, lock=True)
        log.append(session, desk.document.id, head, [Entry(desk.rita.id, [77], update)], NOW)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    then=TEXTS,
    now=TEXTS,
    at=st.integers(0, 10_000),
    typed=st.sampled_from(["typed", "ك", "😀", "\r\n"]),
)
def test_whatever_stood_there_and_whatever_is_typed_meanwhile(
    desk: Desk, then: str, now: str, at: int, typed: str
) -> None:
    desk.another(then)
    number = name(desk, "Then").number
    rewritten(desk, now)
    if now == then:
        return
    one = planned(desk, number)
    place = at % (len(now) + 1)
    write(desk, Change(place, place, typed))
    restored(desk, one)
    assert typed in desk.text
    assert len(desk.text) == len(then) + len(typed)
    assert is_without(desk.text, typed, then)


def is_without(text: str, typed: str, rest: str) -> bool:
    """Whether the text is `rest` with `typed` somewhere in it."""
    return any(text == rest[:at] + typed + rest[at:] for at in range(len(rest) + 1))


def test_a_text_that_stands_like_this_already_is_not_brought_back(desk: Desk) -> None:
    with pytest.raises(ConflictError):
        restored(desk, planned(desk))
    assert (len(desk.rows), len(versions(desk))) == (1, 1)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER])
def test_who_may_not_write_brings_nothing_back(
    desk: Desk, add_person: Callable[..., Person], role: Role
) -> None:
    rewritten(desk, "Other")
    other = add_person("Omar", role)
    with pytest.raises(ForbiddenError):
        planned(desk, by=other)
    with pytest.raises(ForbiddenError):
        restored(desk, planned(desk), by=other)
    assert desk.text == "Other"


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFTING])
def test_nothing_is_brought_back_into_a_text_that_is_closed(desk: Desk, state: State) -> None:
    rewritten(desk, "Other")
    one = planned(desk)
    with desk.database.write() as session:
        session.get_one(Document, desk.document.id).state = state
    with pytest.raises(ConflictError):
        restored(desk, one)
    with pytest.raises(ConflictError):
        planned(desk)
    assert (desk.text, len(versions(desk))) == ("Other", 1)


@pytest.mark.parametrize(("number", "position"), [(2, None), (1, 3), (1, -1)])
def test_there_is_nothing_to_bring_back_of_what_is_not_there(
    desk: Desk, number: int, position: int | None
) -> None:
    with pytest.raises(NotFoundError):
        planned(desk, number, position)


@pytest.mark.parametrize("seen", [-1, 0, 2, 10**9])
def test_nobody_saw_a_text_that_never_was(desk: Desk, seen: int) -> None:
    with desk.database.read() as session, pytest.raises(InvalidError):
        plan(session, desk.nour.id, desk.document.key, 1, None, seen)


def test_only_the_words_that_differ_are_replaced_so_that_remarks_stay_with_theirs(
    desk: Desk,
) -> None:
    rewritten(desk, TEXT.replace("learn", "teach"))
    restored(desk, planned(desk))
    update = desk.rows[-1].payload
    contents = read(update, len(update), len(update))
    written = [one.text for run in contents.structs.values() for one in run]
    assert written == ["learn"]
    assert sum(one.length for one in contents.deletions) == len("teach")
