"""Clauses: a text falls into them without losing a character, where a reader sees headings."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clauses import clause_at, split
from app.rendering import render
from tests.rendering.texts import TEXTS

INDENTED = re.compile(r"^[ \t]+#", re.M)  # what those belong to only the renderer knows
PLAIN = [name for name, text in TEXTS.items() if not INDENTED.search(text)]
TEXT = "Before\n\n# Charter\n\nWe.\n\n## 1. *Purpose*\n\nWhy.\n\n### Aim\n\n## Members\n\nWho.\n"


class Headings(HTMLParser):
    """The levels of the headings that stand in no list and no quote."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self._depth = 0

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag in ("br", "hr", "img"):
            return
        if not self._depth and re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in ("br", "hr", "img")


@given(st.text("#`~-* \n\tab1.>", max_size=120) | st.text(max_size=60))
def test_joining_the_clauses_gives_the_text(markdown: str) -> None:
    clauses = split(markdown)
    assert "".join(clause.text for clause in clauses) == markdown
    assert [clause.start for clause in clauses[1:]] == [clause.end for clause in clauses[:-1]]


@pytest.mark.parametrize("name", PLAIN)
def test_a_clause_begins_where_a_reader_sees_a_heading(name: str) -> None:
    page = Headings()
    page.feed(str(render(TEXTS[name])))
    assert [one.level for one in split(TEXTS[name]) if one.level] == page.levels


def test_a_clause_is_named_by_the_headings_above_it() -> None:
    assert [clause.path for clause in split(TEXT)] == [
        (),
        ("Charter",),
        ("Charter", "1. Purpose"),
        ("Charter", "1. Purpose", "Aim"),
        ("Charter", "Members"),
    ]


@pytest.mark.parametrize(
    ("words", "title"), [("Before", ""), ("We.", "Charter"), ("Who.", "Members")]
)
def test_the_clause_of_a_place(words: str, title: str) -> None:
    assert clause_at(split(TEXT), TEXT.index(words)).title == title


def test_the_end_of_a_text_belongs_to_its_last_clause() -> None:
    assert clause_at(split(TEXT), len(TEXT) + 5).title == "Members"
    assert clause_at(split(""), 0).path == ()
