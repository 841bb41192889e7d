"""Words that threads are about: highlighted, and in the way of nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.editor.desk import Desk

TEXT = """# Charter

The **members** meet twice a year.

- first item
- second item

| Who | Votes |
| --- | --- |
| Members | one each |
| Observers | none |
"""

Open = Callable[..., Desk]


def mark(desk: Desk, *marks: dict[str, object]) -> None:
    """Shows marks, each of the words that `of` names."""
    desk.page.evaluate(
        """(marks) => harness.ana.mark(marks.map(({ of, ...mark }) => {
          const from = harness.ana.text().indexOf(of)
          if (from < 0) throw new Error('no such text: ' + of)
          return {
            kind: mark.replacement === undefined ? 'comment' : 'proposal',
            replacement: null, isActive: false, isNew: false,
            from, to: from + of.length, ...mark,
          }
        }))""",
        list(marks),
    )


def marked(desk: Desk, key: str = "a") -> Locator:
    return desk.content.locator(f'[data-thread="{key}"]')


def clicked(desk: Desk) -> list[str]:
    return desk.page.evaluate("() => harness.ana.clicked")


@pytest.mark.parametrize("read", [False, True])
def test_a_click_on_the_words_names_their_thread(open_desk: Open, read: bool) -> None:
    desk = open_desk(TEXT, read=read)
    mark(desk, {"key": "a", "of": "meet twice"})
    expect(marked(desk)).to_have_text("meet twice")
    marked(desk).click()
    assert clicked(desk) == ["a"]
    desk.content.get_by_text("first item").click()
    assert clicked(desk) == ["a"]


def test_of_two_marks_the_innermost_is_meant_and_of_equal_ones_the_newest(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    mark(
        desk,
        {"key": "a", "of": "meet twice a year"},
        {"key": "b", "of": "twice"},
        {"key": "c", "of": "twice"},
    )
    desk.content.get_by_text("twice", exact=True).click()
    assert clicked(desk) == ["c"]
    at = desk.text.index("twice") + 2
    assert desk.page.evaluate("at => harness.ana.markedAt(at)", at) == ["c", "b", "a"]


def test_words_about_to_be_commented_have_no_thread_yet(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    mark(desk, {"key": "", "of": "twice", "kind": "draft"})
    desk.content.get_by_text("twice", exact=True).click()
    assert clicked(desk) == []


def test_a_mark_across_styles_shows_no_markup(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    mark(desk, {"key": "a", "of": "The **members** meet"})
    assert "".join(marked(desk).all_text_contents()) == "The members meet"
    expect(desk.content.locator("mark strong, strong mark")).to_have_text("members")


def test_a_mark_over_items_leaves_their_bullets_alone(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    mark(desk, {"key": "a", "of": "first item\n- second item"})
    assert marked(desk).all_text_contents() == ["first item", "second item"]
    expect(desk.content.locator("mark .page-marker")).to_have_count(0)


def test_a_mark_across_cells_stays_within_them(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    cells = "() => [...document.querySelectorAll('.page-row')].map(row => row.children.length)"
    before = desk.page.evaluate(cells)
    mark(desk, {"key": "a", "of": "Members | one each |\n| Observers", "replacement": "All | one"})
    assert marked(desk).all_text_contents() == ["Members", "one each", "Observers", "All | one"]
    assert desk.page.evaluate(cells) == before
    for piece in marked(desk).all():
        expect(piece.locator("xpath=ancestor::*[contains(@class, 'page-cell')]")).to_have_count(1)


def test_proposed_words_stand_beside_those_they_replace_and_are_no_text(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    proposed = "<b>three</b> **times**"
    mark(desk, {"key": "a", "of": "first", "replacement": proposed})
    expect(desk.content.locator("del")).to_have_text("first")
    inserted = desk.content.locator("ins")
    expect(inserted).to_have_text("<b>three</b> times")
    expect(inserted).to_have_attribute("dir", "auto")
    expect(inserted).to_have_attribute("contenteditable", "false")
    inserted.click(position={"x": 8, "y": 8})
    assert clicked(desk) == ["a"]
    assert desk.text == TEXT


def test_copying_takes_the_text_alone(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    mark(desk, {"key": "a", "of": "twice", "replacement": "three times"})
    desk.select("meet twice a year")
    copied = desk.page.evaluate(
        """() => {
          const data = new DataTransfer()
          const event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true })
          harness.ana.view.contentDOM.dispatchEvent(event)
          return data.getData('text/plain') + data.getData('text/html')
        }"""
    )
    assert "meet twice a year" in copied
    assert "three" not in copied
    assert "mark" not in copied


def test_what_is_typed_beside_a_mark_is_not_in_it_and_within_it_is(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    mark(desk, {"key": "a", "of": "twice", "replacement": "three times"})
    desk.put("meet ")
    desk.type("at most ")
    desk.put("twice")
    desk.type(" or so")
    assert desk.page.evaluate("() => harness.ana.marked()") == ["twice"]
    desk.put("twi")
    desk.type("-")
    assert desk.page.evaluate("() => harness.ana.marked()") == ["twi-ce"]
    assert "meet at most twi-ce or so a year" in desk.text


def test_deleted_words_have_no_mark(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    mark(desk, {"key": "a", "of": "twice ", "replacement": "often "})
    desk.select("twice ")
    desk.press("Delete")
    expect(marked(desk)).to_have_count(0)


def test_the_caret_walks_over_proposed_words_in_one_step(open_desk: Open) -> None:
    desk = open_desk("one two three")
    mark(desk, {"key": "a", "of": "two", "replacement": "2"})
    desk.put("one ")
    desk.press(*["ArrowRight"] * 4)
    desk.type("!")
    assert desk.text == "one two !three"


def test_marks_coming_while_an_input_method_composes_wait_for_it(open_desk: Open) -> None:
    desk = open_desk("one two three")
    client = desk.page.context.new_cdp_session(desk.page)
    desk.put("one")
    client.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    mark(desk, {"key": "a", "of": "two"}, {"key": "b", "of": "one"})
    client.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    expect(marked(desk)).to_have_count(0)
    client.send("Input.insertText", {"text": "にほ"})
    desk.type("!")
    assert desk.text == "oneにほ! two three"
    expect(marked(desk)).to_have_text("two")


def test_the_source_has_marks_too(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    mark(desk, {"key": "a", "of": "**members**"})
    assert "".join(marked(desk).all_text_contents()) == "members"
    desk.click("source")
    assert "".join(marked(desk).all_text_contents()) == "**members**"


def test_screen_readers_hear_where_a_mark_begins(open_desk: Open) -> None:
    desk = open_desk(TEXT)
    mark(desk, {"key": "a", "of": "The **members** meet"})
    expect(desk.content).to_match_aria_snapshot(
        """
        - textbox:
          - mark: "[commented words] The"
        """
    )
