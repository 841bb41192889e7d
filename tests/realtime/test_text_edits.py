"""Edits on the server put the right characters in the right place, whatever their width."""

from bisect import bisect

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Text

from app.domain.merging import applied
from app.domain.spans import Change
from realtime import gate, text_edits
from realtime.encoding import decode_state_vector
from realtime.shared_text import merged

WIDE = st.characters(min_codepoint=0x10000)
CONTENT = st.text(st.one_of(st.characters(codec="utf-8"), WIDE, st.sampled_from("aé中😀\u200d\0")))


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, int, int, str]:
    """A text, a range of its characters, and what comes in its place."""
    content = draw(CONTENT)
    start, end = sorted(draw(st.lists(st.integers(0, len(content)), min_size=2, max_size=2)))
    return content, start, end, draw(CONTENT)


@given(edits())
def test_replace_replaces_characters_and_says_so(edit: tuple[str, int, int, str]) -> None:
    content, start, end, replacement = edit
    doc, copy = text_edits.new_doc(1), text_edits.new_doc()
    first = text_edits.seed(content, 9)
    doc.apply_update(first)
    copy.apply_update(first)
    update = text_edits.replace(doc, start, end, replacement)
    copy.apply_update(update)
    expected = content[:start] + replacement + content[end:]
    assert text_edits.text_in(doc) == text_edits.text_in(copy) == expected


@given(CONTENT, st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), CONTENT), max_size=20))
def test_many_changes_are_each_made_where_they_belong(
    content: str, edits: list[tuple[int, int, str]]
) -> None:
    changes, at = [], 0
    for apart, length, replacement in edits:
        start = min(at + apart, len(content))
        at = min(start + length, len(content))
        changes.append(Change(start, at, replacement))
        at = min(at + 1, len(content))
    changes = [one for one in changes if one.start < len(content)]
    doc, copy = text_edits.new_doc(1), text_edits.new_doc()
    for each in (doc, copy):
        each.apply_update(text_edits.seed(content, 9))
    copy.apply_update(text_edits.change(doc, changes))
    assert text_edits.text_in(doc) == text_edits.text_in(copy) == applied(content, changes)


def test_of_many_changes_each_cuts_a_short_piece_of_the_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cuts = [0, 10_000]
    copied = 0

    def insert(_: Text, at: int, words: str) -> None:
        nonlocal copied
        place = bisect(cuts, at)
        copied += cuts[place] - cuts[place - 1]
        cuts[place:] = [at, at + len(words), *(one + len(words) for one in cuts[place:])]

    doc = text_edits.new_doc(1)
    doc.apply_update(text_edits.seed("a" * 10_000, 9))
    monkeypatch.setattr(Text, "insert", insert)
    text_edits.change(doc, [Change(at, at, "b") for at in range(10, 10_000, 10)])
    assert copied < 10_000 * 20


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10), CONTENT), max_size=8))
def test_what_the_server_writes_passes_its_own_gate(
    edits: list[tuple[int, int, str]],
) -> None:
    doc, expected, clocks, updates = text_edits.new_doc(1), "", dict[int, int](), []
    for at, length, replacement in edits:
        start = min(at, len(expected))
        end = min(start + length, len(expected))
        updates.append(text_edits.replace(doc, start, end, replacement))
        expected = expected[:start] + replacement + expected[end:]
        clocks = gate.check(updates[-1], clocks, {1})
        assert clocks == decode_state_vector(doc.get_state())
    assert text_edits.text_in(doc) == expected
    if updates:
        copy = text_edits.new_doc()
        copy.apply_update(merged(updates))
        assert text_edits.text_in(copy) == expected


def test_a_seed_is_written_under_its_own_id() -> None:
    assert gate.check(text_edits.seed("# Charter", 5), {}, {5}) == {5: 9}


def test_what_is_deleted_can_be_shown_again() -> None:
    doc = text_edits.new_doc(1)
    text_edits.replace(doc, 0, 0, "We disagree")
    text_edits.replace(doc, 3, 6, "")
    assert text_edits.text_in(doc) == "We agree"
    assert b"dis" in doc.get_update()
