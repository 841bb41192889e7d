"""Differences: of each clause what became of it, and of its words; nothing lost or made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clauses import split
from app.domain.diffs import ClauseChange, Difference, Fate, compare
from app.domain.word_changes import Kind
from tests.domain.texts import TEXTS

CHARTER = """# Our charter

Written together.

## 1. Purpose

We learn from each other.

## 2. Members

Whoever shares the purpose may become a member.

### 2.1 Leaving

A member may leave at any time.

## 3. Meetings

We meet twice a year.
"""


def told(before: str, after: str) -> list[tuple[str, ...]]:
    """Of each clause with which something happened: its heading, and what happened."""
    return [(one.clause.title, *sorted(one.fates)) for one in compare(before, after).changed]


def moved(text: str, title: str, behind: str) -> str:
    """The text with the clause of that title, and what stands under it, at another place."""
    start = text.index(f"## {title}")
    end = text.find("\n## ", start) + 1 or len(text)
    rest = text[:start] + text[end:]
    place = rest.find("\n## ", rest.index(f"## {behind}")) + 1 or len(rest)
    return rest[:place] + text[start:end] + rest[place:]


def before_of(difference: Difference) -> str:
    found = [one.before for one in difference.clauses if one.before]
    return "".join(one.text for one in sorted(found, key=lambda one: one.start))


def after_of(difference: Difference) -> str:
    return "".join(one.after.text for one in difference.clauses if one.after)


def words(change: ClauseChange, without: Kind) -> str:
    return "".join(piece.words for piece in change.pieces if piece.kind is not without)


@given(TEXTS, TEXTS)
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    difference = compare(before, after)
    assert before_of(difference) == before
    assert after_of(difference) == after
    for one in difference.clauses:
        assert words(one, without=Kind.NEW) == (one.before.text if one.before else "")
        assert words(one, without=Kind.GONE) == (one.after.text if one.after else "")


@given(TEXTS)
def test_nothing_happened_to_the_same_text(text: str) -> None:
    assert compare(text, text).changed == []


@given(TEXTS, TEXTS)
def test_what_is_the_same_is_not_shown_as_changed(before: str, after: str) -> None:
    for one in compare(before, after).clauses:
        assert not {Fate.ADDED, Fate.REMOVED} & one.fates or not (one.before and one.after)
        if one.before and one.after and one.before.text == one.after.text:
            assert one.fates <= {Fate.MOVED}
        if not one.fates and one.before and one.after:
            assert one.before.text.split() == one.after.text.split()


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=2), st.data())
def test_one_clause_that_moves_is_the_only_one(titles: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(titles))
    place = data.draw(st.integers(0, len(titles) - 1))
    rest = [one for one in titles if one != chosen]
    others = [*rest[:place], chosen, *rest[place:]]
    before, after = (
        "".join(f"## {one}\n\n{one * 9}\n\n" for one in row) for row in (titles, others)
    )
    changes = compare(before, after).changed
    assert len(changes) == (titles != others)
    assert all(one.fates == {Fate.MOVED} for one in changes)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (CHARTER.replace("twice", "once"), [("3. Meetings", "changed")]),
        (CHARTER.replace("We meet twice", "\n\nWe meet twice"), []),
        (CHARTER.replace("\n", "\r\n"), []),
        (CHARTER.replace("### 2.1", "## 2.1"), [("2.1 Leaving", "changed", "moved")]),
        (CHARTER.replace("2. Members", "2. Membership"), [("2. Membership", "changed")]),
        (CHARTER.replace("## 3. Meet", "## 4. Meet"), [("4. Meetings", "renumbered")]),
        (CHARTER.replace("## 1. Purpose\n", "## 0. News\n\nSomething.\n\n## 1. Purpose\n"),
         [("0. News", "added")]),
        (CHARTER.replace("### 2.1 Leaving\n\nA member may leave at any time.\n\n", ""),
         [("2.1 Leaving", "removed")]),
        (moved(CHARTER, "1. Purpose", "3. Meetings"), [("1. Purpose", "moved")]),
        (moved(CHARTER, "2. Members", "3. Meetings"), [("3. Meetings", "moved")]),
        (moved(CHARTER, "1. Purpose", "3. Meetings").replace("# 1.", "# 4.").replace("each", "no"),
         [("4. Purpose", "changed", "moved", "renumbered")]),
        (CHARTER.replace("# Our charter", "Our charter"), [("", "changed")]),
        (CHARTER.replace("## 1. Purpose", "## Foundations\n\n### 1. Purpose"),
         [("Foundations", "added"), ("1. Purpose", "changed")]),
    ],
)  # fmt: skip
def test_what_happened_is_told(after: str, expected: list[tuple[str, ...]]) -> None:
    assert told(CHARTER, after) == expected


def test_what_stands_under_a_heading_goes_with_it() -> None:
    after = moved(CHARTER, "2. Members", "1. Purpose")
    assert told(CHARTER, after) == []
    more = CHARTER + "\n## 4. Money\n\nThere is none.\n"
    assert told(more, moved(more, "2. Members", "4. Money")) == [("2. Members", "moved")]


def test_a_clause_that_was_rewritten_under_another_heading_is_the_same_one() -> None:
    after = CHARTER.replace("## 3. Meetings", "## 3. Assemblies").replace("twice", "three times")
    assert told(CHARTER, after) == [("3. Assemblies", "changed")]


def test_what_is_gone_stands_where_it_stood() -> None:
    start, end = CHARTER.index("## 2."), CHARTER.index("## 3.")
    titles = [one.clause.title for one in compare(CHARTER, CHARTER[:start] + CHARTER[end:]).clauses]
    assert titles == [one.title for one in split(CHARTER)]


def test_of_what_moved_it_is_told_where_it_stood() -> None:
    (change,) = compare(CHARTER, moved(CHARTER, "1. Purpose", "3. Meetings")).changed
    assert change.stood_after
    assert change.stood_after.title == "Our charter"


def test_more_clauses_than_anybody_would_compare_are_told_apart_by_their_headings() -> None:
    before = "".join(f"## Clause {number}\n\nold {number}\n\n" for number in range(200))
    after = "".join(f"## Clause {number}\n\nquite new\n\n" for number in range(200))
    assert compare(before, after).counts == {Fate.CHANGED: 200}
    renamed = after.replace("Clause", "Article")
    assert compare(before, renamed).counts == {Fate.REMOVED: 200, Fate.ADDED: 200}
