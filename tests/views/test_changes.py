"""The page of differences, and the files of them: what they say, and that nothing in them runs."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from http import HTTPStatus

import pytest

from app.comparing import turns
from app.database import Database
from app.domain.diffs import edits
from app.domain.roles import Role
from app.models import Document, Person
from app.services.versions import name_version
from realtime import log, server_edits
from tests.browsing import Visitor
from tests.conftest import NOW, TEXT
from tests.rendering.test_nothing_runs import BREAKOUTS, RAW

BEFORE = """# Our charter

## 1. Purpose

We learn from **each other**.

## 2. Members

| Who | Votes |
| --- | --- |
| Ministry | one |

## 3. Meetings

- twice a year
- online

## 4. Money

There is none.
"""
AFTER = """# Our charter

## 1. Members

| Who | Votes |
| --- | --- |
| Ministry | two |

## 2. Purpose

We learn from **one another**.

## 3. Meetings

- twice a year
- online

## 4. Words

Words are spoken.
"""


@pytest.fixture
def nour(add_person: Callable[..., Person], visitor: Visitor) -> Person:
    nour = add_person("Nour", Role.MEMBER)
    visitor.sign_in(nour)
    return nour


@pytest.fixture
def versions(database: Database, charter: Document, nour: Person) -> None:
    """Version 1 says what stood before, version 2 what stood after."""
    for text in (BEFORE, AFTER):
        keep(database, charter, nour, text)


def keep(database: Database, charter: Document, nour: Person, text: str) -> None:
    with database.write() as session:
        head = log.head_of(session, charter.id, lock=True)
        opened = server_edits.open_text(session, charter.id, head)
        changes = edits(log.text_of(session, charter.id), text)
        server_edits.write(session, opened, nour.id, changes, NOW)
        name_version(session, nour.id, charter.key, "Draft / of <spring>", NOW)


def page_of(visitor: Visitor, charter: Document, query: str) -> str:
    answer = visitor.get(f"/documents/{charter.key}/changes?{query}")
    assert answer.status_code == HTTPStatus.OK
    return answer.text


def test_the_page_tells_what_became_of_each_clause(
    visitor: Visitor, charter: Document, versions: None
) -> None:
    page = page_of(visitor, charter, "from=1&to=2")
    told = ["2 clauses changed", "1 clause added", "1 clause removed", "1 clause moved"]
    assert f"{', '.join(told)}, and 2 clauses renumbered." in page
    jumps = re.findall(r'<li><a href="#(change-\d)"><bdi>(.*?)</bdi></a>', page)
    assert jumps == [
        ("change-1", "1. Members"),
        ("change-2", "2. Purpose"),
        ("change-3", "4. Money"),
        ("change-4", "4. Words"),
    ]
    assert re.findall(r'<article class="change" id="(.*?)"', page) == [one for one, _ in jumps]
    assert re.findall(r"<summary><bdi>(.*?)</bdi>", page) == ["Our charter", "3. Meetings"]
    assert "it stood after" in page
    assert "2 is now 1" in page


def test_words_are_marked_in_the_finished_text(
    visitor: Visitor, charter: Document, versions: None
) -> None:
    page = re.sub(
        r'<bdi class="visually-hidden">.*?</bdi>| dir="\w+"', "",
        page_of(visitor, charter, "from=1&to=2"),
    )  # fmt: skip
    assert "<del><strong>each other</strong></del><ins><strong>one another</strong></ins>" in page
    assert "<td><del>one</del><ins>two</ins></td>" in page
    assert "**" not in page
    assert "---" not in page


def test_side_by_side_what_was_stands_left_and_what_is_right(
    visitor: Visitor, charter: Document, versions: None
) -> None:
    page = page_of(visitor, charter, "from=1&to=2&view=side")
    assert 'class="change-sides"' in page
    rows = re.findall(r"<tr><td>(.*?)</td>\n*<td>(.*?)</td></tr>", page, re.DOTALL)
    assert not any("<ins>" in old for old, _ in rows)


@pytest.mark.parametrize(("number", "before"), [(1, "start"), (2, "1")])
def test_a_version_leads_to_what_changed_in_it(
    visitor: Visitor, charter: Document, versions: None, number: int, before: str
) -> None:
    page = visitor.get(f"/documents/{charter.key}/versions/{number}").text
    (query,) = re.findall(r'/changes\?(from=\w+&amp;to=\d+)"', page)
    assert query == f"from={before}&amp;to={number}"
    page_of(visitor, charter, query.replace("&amp;", "&"))


def test_the_same_texts_differ_in_nothing(
    visitor: Visitor, charter: Document, versions: None
) -> None:
    page = page_of(visitor, charter, "from=1&to=1")
    assert "Nothing changed." in page
    assert "Both texts read the same." in page


def test_without_a_query_it_is_what_changed_since_the_last_visit(
    visitor: Visitor, charter: Document, nour: Person
) -> None:
    page = page_of(visitor, charter, "")
    assert '<option value="visit" selected>' in page
    assert '<option value="now" selected>' in page
    assert "1 clause added" not in page


NEITHER = "Choose two versions"
WEIRD = [
    ("from=nonsense", HTTPStatus.UNPROCESSABLE_ENTITY, NEITHER),
    ("from=1&to=%E2%80%AE1", HTTPStatus.UNPROCESSABLE_ENTITY, NEITHER),
    ("from=99", HTTPStatus.NOT_FOUND, "There is no such version of this text."),
]


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        *((f".patch?{query}", *rest) for query, *rest in WEIRD),
        *((f".md?{query}", *rest) for query, *rest in WEIRD),
        *((f"?{query}", *rest) for query, *rest in WEIRD),
        ("?from=1&view=sideways", HTTPStatus.UNPROCESSABLE_ENTITY, "Choose one of the"),
    ],
)
def test_a_weird_query_is_answered_with_a_sentence(
    visitor: Visitor, charter: Document, versions: None,
    address: str, status: HTTPStatus, sentence: str,
) -> None:  # fmt: skip
    answer = visitor.get(f"/documents/{charter.key}/changes{address}")
    assert answer.status_code == status
    assert sentence in answer.text


def test_a_patch_is_named_after_its_versions(
    visitor: Visitor, charter: Document, versions: None
) -> None:
    answer = visitor.get(f"/documents/{charter.key}/changes.patch?from=1&to=2")
    assert answer.mimetype == "text/x-diff"
    lines = answer.text.split("\n")
    assert lines[0] == "--- Version 1 Draft of spring - Network Charter.md\t"
    assert lines[1] == "+++ Version 2 Draft of spring - Network Charter.md\t"
    assert "-We learn from **each other**." in lines
    assert "+We learn from **one another**." in lines


def test_tracked_changes_come_as_markdown(
    visitor: Visitor, charter: Document, versions: None
) -> None:
    answer = visitor.get(f"/documents/{charter.key}/changes.md?from=1&to=2")
    assert answer.mimetype == "text/markdown"
    assert "We learn from **{--each other--}{++one another++}**." in answer.text
    assert "| Ministry | {--one--}{++two++} |" in answer.text
    assert "{>>Moved: it stood after" in answer.text
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("view", ["inline", "side"])
def test_nothing_that_anybody_writes_runs(
    visitor: Visitor, database: Database, charter: Document, nour: Person, view: str
) -> None:
    hostile = [one.replace("\0", "").encode("utf-8", "replace").decode() for one in RAW + BREAKOUTS]
    keep(database, charter, nour, "\n\n".join(f"# {one}\n\n{one}" for one in hostile))
    keep(database, charter, nour, "\n\n".join(f"## 1. {one}\n\n{one} more" for one in hostile))
    page = page_of(visitor, charter, f"from=1&to=2&view={view}")
    main = Found()
    main.feed(page[page.index("<main") : page.index("</main>")])
    known = {"script", "img", "svg", "iframe", "style", "object", "math", "base", "meta", "embed"}
    assert not known & main.tags
    assert not any(name.startswith("on") or name == "style" for name, _ in main.attributes)
    addresses = [value or "" for name, value in main.attributes if name in ("href", "action")]
    assert all(re.match("https?://|mailto:|/[a-z]|#", one) for one in addresses)


class Found(HTMLParser):
    """The elements and attributes of a page, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def test_long_texts_are_compared_beside_the_server(
    visitor: Visitor, charter: Document, versions: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = []
    for most in (turns.COMPARED_HERE, 10):
        monkeypatch.setattr(turns, "COMPARED_HERE", most)
        for view in ("inline", "side"):
            page = page_of(visitor, charter, f"from=1&to=2&view={view}")
            pages.append(re.sub(r'csrf_token" value="[^"]+', "", page))
    assert pages[:2] == pages[2:]


def test_texts_that_take_too_long_are_told_in_a_sentence(
    visitor: Visitor, charter: Document, versions: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "COMPARED_HERE", 10)
    monkeypatch.setattr(turns, "MOST_SECONDS", 0)
    answer = visitor.get(f"/documents/{charter.key}/changes?from=1&to=2")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "too long to be compared on a page" in answer.text


def test_a_guest_and_an_observer_read_it_as_well(
    visitor: Visitor, charter: Document, add_guest: Callable[..., Person]
) -> None:
    visitor.sign_in(add_guest())
    assert TEXT.split()[2] in page_of(visitor, charter, "from=start&to=now")
