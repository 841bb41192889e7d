"""Who wrote what, as scripts ask for it and as a page shows it."""

import re
from collections.abc import Callable
from http import HTTPStatus

import pytest

from app.database import Database
from app.domain.quotes import quote_of
from app.domain.roles import Role
from app.domain.threads import Scope
from app.models import Document, Person
from app.services import authorship, departures, proposals
from app.services.threads import Remark, open_thread
from realtime.retelling import TakesLong
from tests.browsing import Visitor
from tests.conftest import NOW, TEXT
from tests.services.desk import Desk

JSON = {"Accept": "application/json"}


@pytest.fixture
def desk(database: Database, charter: Document, add_person: Callable[..., Person]) -> Desk:
    """Nour wrote a text, of which words of Rita's were accepted."""
    desk = Desk(database, "Core Group", add_person, TEXT)
    desk.accept(desk.propose("each other", "😀 كلنا"))
    return desk


@pytest.fixture
def reader(visitor: Visitor, desk: Desk, add_person: Callable[..., Person]) -> Visitor:
    """Who may only read."""
    visitor.sign_in(add_person("Omar", Role.OBSERVER))
    return visitor


def test_moments_tell_when_and_by_whom_each_client_id_wrote(reader: Visitor, desk: Desk) -> None:
    told = reader.get(f"/documents/{desk.document.key}/moments", headers=JSON).json
    assert told["seq"] == 2
    seconds = int(NOW.timestamp())
    names = {}
    for client_id, person_id in desk.owners.items():
        assert told["clients"][str(client_id)] == [[0, seconds]]
        names[person_id] = told["people"][str(client_id)]["name"]
    assert names == {desk.nour.id: "Nour", desk.rita.id: "Rita"}
    assert all({"name", "organisation", "colour"} <= set(one) for one in told["people"].values())


def test_frames_are_the_text_and_the_steps_after_it(reader: Visitor, desk: Desk) -> None:
    path = f"/documents/{desk.document.key}/frames"
    seconds, start = int(NOW.timestamp()), TEXT.index("each other")
    told = reader.get(f"{path}?from=1", headers=JSON).json
    assert [person["name"] for person in told.pop("people")] == ["Rita"]
    assert told == {
        "from": 1,
        "text": TEXT,
        "steps": [[2, seconds, 0, [[start, 10, "😀 كلنا"]]]],
        "next": None,
        "head": 2,
    }
    whole = reader.get(path, headers=JSON).json
    assert (whole["from"], whole["text"], len(whole["steps"])) == (0, "", 2)
    assert reader.get(f"{path}?from=2", headers=JSON).json["steps"] == []


def test_steps_that_do_not_fit_into_one_answer_are_asked_for_next(
    reader: Visitor, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.steps.MAX_STEPS", 1)
    told = reader.get(f"/documents/{desk.document.key}/frames", headers=JSON).json
    assert (told["next"], told["head"], len(told["steps"])) == (1, 2, 1)


@pytest.mark.parametrize("place", ["3", "-1", "soon", "", "1.5", "9" * 5000])
def test_of_a_place_that_is_none_one_is_told_so(reader: Visitor, desk: Desk, place: str) -> None:
    answer = reader.get(f"/documents/{desk.document.key}/frames?from={place}", headers=JSON)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json["detail"].endswith("Load the page again.")


def test_what_takes_too_long_is_said_to_come_later(
    reader: Visitor, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_long(*_: object) -> None:
        raise TakesLong("a minute")

    monkeypatch.setattr(authorship, "standing_at", take_long)
    answer = reader.get(f"/documents/{desk.document.key}/moments", headers=JSON)
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Try again in a minute." in answer.json["detail"]


def rows(page: str) -> list[list[str]]:
    """The words of every row of the tables, cell by cell."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[hd] [^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found]
    return [[" ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", cell, flags=re.DOTALL).split())
             for cell in row] for row in cells]  # fmt: skip


def test_the_page_tells_who_wrote_how_much_of_each_clause(reader: Visitor, desk: Desk) -> None:
    told = rows(reader.get(f"/documents/{desk.document.key}/contributions").text)
    left = len(TEXT) - 10
    nour, rita = "Nour Cedar Centre", "Rita Cedar Centre"
    share = round(100 * 6 / (left + 6))
    purpose = TEXT.index("## Purpose")
    assert told == [
        ["Person", "In the text now", "Share", "Ever added", "Ever removed"],
        [nour, str(left), f"{100 - share}%", str(len(TEXT)), "0"],
        [rita, "6", f"{share}%", "6", "10"],
        ["Person", "In the text now", "Share"],
        ["Our charter"],
        [nour, str(purpose), "100%"],
        ["Purpose"],
        [nour, str(left - purpose), f"{100 - round(100 * 6 / (left - purpose + 6))}%"],
        [rita, "6", f"{round(100 * 6 / (left - purpose + 6))}%"],
    ]


def test_who_is_gone_wrote_it_all_the_same(reader: Visitor, desk: Desk, database: Database) -> None:
    with database.write() as session:
        departures.anonymise(session, desk.rita.id, NOW)
    page = reader.get(f"/documents/{desk.document.key}/contributions").text
    assert "A former participant" in page
    told = reader.get(f"/documents/{desk.document.key}/frames?from=1", headers=JSON).json
    assert [person["name"] for person in told["people"]] == ["A former participant"]


def test_a_guest_is_marked_as_one(
    reader: Visitor, charter: Document, database: Database, camille: Person,
    add_guest: Callable[..., Person],
) -> None:  # fmt: skip
    jean = add_guest()
    quote = quote_of(TEXT, TEXT.index("each other"), TEXT.index("each other") + 10, 32)
    with database.write() as session:
        remark = Remark(Scope.WORDS, "", quote, b"a", b"b", "one another")
        thread = open_thread(session, jean.id, charter.key, remark, NOW)
        proposals.accept(session, camille.id, thread.key, None, "", NOW)
    told = rows(reader.get(f"/documents/{charter.key}/contributions").text)
    assert told[2][0] == "Jean guest"


def test_a_small_share_is_not_none_and_a_large_one_not_all(reader: Visitor, desk: Desk) -> None:
    long = desk.another(f"We meet {'often ' * 100}.")
    desk.accept(desk.propose("We", "All"))
    told = rows(reader.get(f"/documents/{long.key}/contributions").text)
    assert [row[2] for row in told[1:3]] == ["&gt;99%", "&lt;1%"]


def test_a_text_that_holds_nothing_has_no_clauses(reader: Visitor, desk: Desk) -> None:
    empty = desk.another("")
    told = rows(reader.get(f"/documents/{empty.key}/contributions").text)
    assert told[1:] == [["Nour Cedar Centre", "0", "0%", "0", "0"]]


def test_the_history_page_shows_what_is_counted(visitor: Visitor, desk: Desk) -> None:
    visitor.sign_in(desk.nour)
    path = f"/documents/{desk.document.key}/history"
    visitor.post(f"/documents/{desk.document.key}/versions", page=path, name="First")
    page = visitor.get(path).text
    assert "+6" in page
    assert "\N{MINUS SIGN}10" in page
