"""Versions are kept once, numbered, to the last byte, and found by who may read the text."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import archivist
from app.archivist import Archivist
from app.database import Database
from app.domain.errors import DomainError, ForbiddenError, NotFoundError
from app.domain.roles import Role
from app.domain.versions import QUIET_AFTER, Occasion, sha256_of
from app.models import Document, Person, Version
from app.notices import Changed, noticed
from app.services.quiet_times import keep_quiet, quiet_documents
from app.services.timeline import PAGE, timeline_of
from app.services.versions import find_version, name_version, versions_of
from tests.conftest import NOW, TEXT
from tests.services.desk import Desk

QUIET = NOW + QUIET_AFTER


@pytest.fixture
def desk(database: Database, charter: Document, add_person: Callable[..., Person]) -> Desk:
    return Desk(database, "Core Group", add_person, TEXT)


def kept(desk: Desk) -> list[Version]:
    """The oldest first, each with its text."""
    with desk.database.read() as session:
        found = list(versions_of(session, desk.document.id))[::-1]
        assert all(one.content is not None for one in found)
        return found


def name(desk: Desk, called: str, by: Person | None = None) -> Version:
    with desk.database.write() as session:
        return name_version(session, (by or desk.nour).id, desk.document.key, called, NOW)


def test_a_named_version_is_the_text_to_the_last_byte(desk: Desk) -> None:
    desk.another("# ميثاق 😀\r\n\0e\u0301\n")
    name(desk, "First")
    (version,) = kept(desk)
    assert version.markdown == desk.text
    assert version.sha256 == sha256_of(desk.text)
    assert (version.number, version.seq, version.occasion) == (1, 1, Occasion.NAMED)
    assert version.made_by_id == desk.nour.id


def test_versions_are_numbered_and_the_same_text_may_have_two_names(desk: Desk) -> None:
    assert [name(desk, one).number for one in ("First", "Second")] == [1, 2]
    assert [one.name for one in kept(desk)] == ["First", "Second"]


def test_before_words_are_accepted_the_text_is_kept(desk: Desk) -> None:
    before = desk.text
    desk.accept(desk.propose("each other", "one another"))
    (version,) = kept(desk)
    assert (version.markdown, version.occasion) == (before, Occasion.ACCEPTANCE)
    assert desk.text != before


def test_what_is_kept_already_is_not_kept_again(desk: Desk) -> None:
    name(desk, "Before the meeting")
    desk.accept(desk.propose("each other", "one another"))
    assert len(kept(desk)) == 1


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER])
def test_who_may_not_write_names_no_version(
    desk: Desk, add_person: Callable[..., Person], role: Role
) -> None:
    with pytest.raises(ForbiddenError):
        name(desk, "Mine", add_person("Omar", role))
    assert not kept(desk)


@pytest.mark.parametrize("called", ["", "  ", "x" * 300])
def test_a_name_that_is_none_keeps_nothing(desk: Desk, called: str) -> None:
    with pytest.raises(DomainError):
        name(desk, called)
    assert not kept(desk)


def test_a_version_is_found_through_who_may_read_the_text(
    desk: Desk, add_person: Callable[..., Person]
) -> None:
    name(desk, "First")
    stranger = add_person("Sara", Role.FACILITATOR, group="Another group")
    with desk.database.read() as session:
        found, _ = find_version(session, desk.rita.id, desk.document.key, 1)
        assert found.name == "First"
        for person, number in (
            (desk.rita, 2),
            (desk.rita, 2**31),
            (desk.rita, 2**64),
            (stranger, 1),
        ):
            with pytest.raises(NotFoundError):
                find_version(session, person.id, desk.document.key, number)


def test_open_pages_hear_of_a_version(desk: Desk) -> None:
    heard: list[object] = []
    with noticed.connected_to(heard.append):
        version = name(desk, "First")
    assert Changed(desk.document.id, "versions", version.key) in heard


def quiet(desk: Desk, later: timedelta) -> list[int]:
    with desk.database.read() as session:
        return list(quiet_documents(session, NOW + later))


def test_a_text_is_kept_when_nobody_wrote_for_a_while(desk: Desk) -> None:
    assert desk.document.id not in quiet(desk, QUIET_AFTER - timedelta(seconds=1))
    assert desk.document.id in quiet(desk, QUIET_AFTER)


def test_a_quiet_text_is_kept_once_whoever_else_keeps_it(desk: Desk) -> None:
    for _ in range(2):
        with desk.database.write() as session:
            keep_quiet(session, desk.document.id, QUIET)
    (version,) = kept(desk)
    assert (version.occasion, version.made_by_id) == (Occasion.QUIET, None)
    assert desk.document.id not in quiet(desk, QUIET_AFTER)


def test_what_was_written_since_is_kept_at_the_next_quiet_time(desk: Desk) -> None:
    with desk.database.write() as session:
        keep_quiet(session, desk.document.id, QUIET)
    desk.accept(desk.propose("each other", "one another"))
    assert desk.document.id in quiet(desk, QUIET_AFTER)


def test_the_archivist_keeps_every_quiet_text(app: Flask, desk: Desk) -> None:
    Archivist(app).keep()  # by the real clock, long after these texts
    assert [one.markdown for one in kept(desk)] == [desk.text]


class Panic(BaseException):
    """What pycrdt raises when it panics derives from BaseException only."""


@pytest.mark.parametrize("error", [Panic(), OSError("no database")])
def test_a_text_that_cannot_be_kept_stands_in_nobodys_way(
    app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    broken = desk.document.id
    desk.another("# Another\n")

    def fail(session: Session, document_id: int, now: datetime) -> None:
        if document_id == broken:
            raise error
        keep_quiet(session, document_id, now)

    monkeypatch.setattr(archivist, "keep_quiet", fail)
    Archivist(app).keep()
    assert [one.markdown for one in kept(desk)] == ["# Another\n"]


def test_the_timeline_says_which_clauses_a_version_touched(desk: Desk) -> None:
    name(desk, "First")
    desk.accept(desk.propose("each other", "one another"))
    name(desk, "Second")
    with desk.database.read() as session:
        timeline = timeline_of(session, desk.rita.id, desk.document.key, 1)
    assert [(one.version.name, list(one.touched)) for one in timeline.entries] == [
        ("Second", ["Purpose"]),
        ("First", []),
    ]
    assert not timeline.has_moved
    assert not timeline.may_name


def test_the_timeline_comes_in_pages_that_join(desk: Desk) -> None:
    for number in range(PAGE + 2):
        name(desk, f"Version {number}")
    pages = []
    for page in (1, 2):
        with desk.database.read() as session:
            pages.append(timeline_of(session, desk.nour.id, desk.document.key, page))
    assert [one.version.number for page in pages for one in page.entries] == [
        *range(PAGE + 2, 0, -1)
    ]
    assert [page.more for page in pages] == [True, False]
    assert pages[0].entries[-1].touched == []
