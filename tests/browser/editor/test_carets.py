"""Where other people's carets are drawn."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.editor.desk import Desk

Open = Callable[..., Desk]

SHOW = """cursor => harness.ana.editor.showPresence([{
  clientId: 7, cursor: cursor === 'ben' ? harness.ben.cursors.at(-1) : cursor && {
    anchor: new Uint8Array(cursor), head: new Uint8Array(cursor) },
  person: { name: 'Ben Álvarez', organisation: 'INA', colour: '#8a1c5b' } }])"""

BEFORE = """() => {
  const caret = document.querySelector('#ana-text .caret')
  const { view } = harness.ana
  return view.state.sliceDoc(0, view.posAtDOM(caret))
}"""


def show(desk: Desk, cursor: object = "ben") -> None:
    desk.page.evaluate(SHOW, cursor)


def before(desk: Desk) -> str:
    """The source before the caret that is drawn."""
    return desk.page.evaluate(BEFORE)


def test_a_caret_stands_where_its_owner_is_and_moves_with_the_text(open_desk: Open) -> None:
    desk = open_desk("One **two** three")
    desk.put("One **tw", who="ben")
    show(desk)
    assert before(desk) == "One **tw"
    caret = desk.page.locator("#ana-text .caret")
    expect(caret).to_have_attribute("aria-hidden", "true")
    expect(caret).to_have_text("Ben Álvarez")
    expect(caret).to_have_css("border-inline-start-width", "2px")
    desk.page.evaluate("() => harness.ben.doc.getText('content').insert(0, 'Now. ')")
    assert before(desk) == "Now. One **tw"
    desk.put("Now.")
    desk.type("x")
    assert before(desk) == "Now.x One **tw"


def test_a_typist_needs_not_send_the_caret_again(open_desk: Open) -> None:
    desk = open_desk("One three")
    desk.put("One ", who="ben")
    show(desk)
    desk.type("")
    desk.page.evaluate("() => harness.ben.view.focus()")
    desk.page.keyboard.type("two ")
    assert desk.text == "One two three"
    assert before(desk) == "One two "
    show(desk)
    assert before(desk) == "One two "


def test_a_selection_is_tinted_in_its_owners_colour(open_desk: Open) -> None:
    desk = open_desk("One **two** three")
    desk.select("One **two", who="ben")
    show(desk)
    tinted = desk.page.locator("#ana-text .caret-tint")
    assert "".join(tinted.all_inner_texts()) == "One two"
    assert tinted.first.evaluate("e => e.style.getPropertyValue('--person').trim()") == "#8a1c5b"


@pytest.mark.parametrize(
    "cursor",
    [None, [], [255] * 50, [1] * 1000, [0, 200, 1, 99], [1, 5, 101, 118, 105, 108, 33], [2, 1, 1]],
)
def test_what_points_nowhere_is_not_drawn(open_desk: Open, cursor: list[int] | None) -> None:
    desk = open_desk("One")
    show(desk, cursor)
    assert desk.page.locator("#ana-text .caret").count() == 0
    assert desk.page.evaluate("() => [...harness.ana.doc.share.keys()]") == ["content"]


def test_a_caret_that_comes_before_its_text_is_drawn_with_it(open_desk: Open) -> None:
    desk = open_desk("One ")
    desk.page.evaluate("() => harness.connect(false)")
    desk.page.evaluate("() => harness.ben.doc.getText('content').insert(4, 'two three')")
    desk.put("One two ", who="ben")
    show(desk)
    assert desk.page.locator("#ana-text .caret").count() == 0
    desk.page.evaluate("() => harness.connect(true)")
    assert before(desk) == "One two "


def test_the_name_shows_when_a_caret_moves_and_then_leaves(open_desk: Open) -> None:
    desk = open_desk("One two\n\nthree")
    desk.put("three", who="ben")
    show(desk)
    name = desk.page.locator("#ana-text .caret-name")
    name.evaluate("element => element.getAnimations()[0].pause()")
    expect(name).to_have_css("opacity", "1")
    name.evaluate("element => element.getAnimations()[0].finish()")
    expect(name).to_have_css("opacity", "0")
    box = desk.page.locator("#ana-text .caret").bounding_box()
    assert box
    desk.page.mouse.move(box["x"] + 4, box["y"] + box["height"] / 2)
    expect(name).to_have_css("opacity", "1")
    desk.put("three".removesuffix("e"), who="ben")
    show(desk)
    assert name.evaluate("element => element.getAnimations()[0].playState") == "running"


@pytest.mark.parametrize("text", ["word " * 60, "كلمة " * 60], ids=["latin", "arabic"])
def test_every_name_stays_on_the_page(open_desk: Open, text: str) -> None:
    desk = open_desk(text)
    for at in range(0, len(text) - 1, 12):
        desk.put(text[:at] or text[:1], who="ben")
        show(desk)
        inside = """() => new Promise(done => requestAnimationFrame(() => {
          const name = document.querySelector('#ana-text .caret-name').getBoundingClientRect()
          const page = harness.ana.view.scrollDOM.getBoundingClientRect()
          done(name.left >= page.left - 3 && name.right <= page.right + 3 && name.top >= page.top)
        }))"""
        assert desk.page.evaluate(inside), at
