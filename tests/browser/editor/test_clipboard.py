"""Cutting, copying and pasting, through the events a browser sends."""

from collections.abc import Callable

import pytest

from realtime.limits import KIB, MAX_UPDATE_BYTES
from tests.browser.editor.desk import Desk

Open = Callable[..., Desk]

PASTE = """data => {
  const transfer = new DataTransfer()
  for (const [type, text] of Object.entries(data)) transfer.setData(type, text)
  document.querySelector('#ana-text .cm-content').dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }))
}"""

TAKE = """kind => {
  const transfer = new DataTransfer()
  document.querySelector('#ana-text .cm-content').dispatchEvent(
    new ClipboardEvent(kind, { clipboardData: transfer, bubbles: true, cancelable: true }))
  return { html: transfer.getData('text/html'), plain: transfer.getData('text/plain') }
}"""

WORD = """<style>p.MsoNormal { margin: 0 }</style><h1>Aims<o:p></o:p></h1>
<p class=MsoNormal>We <b>learn</b>.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>one<o:p></o:p></p>"""


def paste(desk: Desk, html: str = "", plain: str = "") -> None:
    data = {"text/html": html, "text/plain": plain}
    desk.page.evaluate(PASTE, {kind: text for kind, text in data.items() if text})


def take(desk: Desk, kind: str) -> dict[str, str]:
    return desk.page.evaluate(TAKE, kind)


def test_a_page_of_word_becomes_part_of_the_charter(open_desk: Open) -> None:
    desk = open_desk()
    paste(desk, WORD, "Aims\nWe learn.\n·  one")
    assert desk.text == desk.other_text == "# Aims\n\nWe **learn**.\n\n- one"
    assert desk.shown == "Aims\n\nWe learn.\n\n•one"
    desk.press("Control+z")
    assert desk.text == ""


def test_styled_spans_of_google_docs_keep_their_look(open_desk: Open) -> None:
    desk = open_desk()
    html = """<meta charset='utf-8'><b style="font-weight:normal;"><p><span
      style="font-size:11pt;font-weight:700;">Bold</span><span style="font-style:italic"> too
      style=</span></p></b>"""
    paste(desk, html, "Bold too")
    assert desk.text == "**Bold** *too style=*"


@pytest.mark.parametrize(
    ("before", "caret", "html", "after"),
    [
        ("We learn.", "We", "<i>all</i>", "We*all* learn."),
        ("One. Two.", "One. ", "<p>A</p><p>B</p>", "One. A\n\nBTwo."),
        ("One. Two.", "One. ", "<ul><li>a</li></ul>", "One. \n\n- a\n\nTwo."),
        ("- a\n- ", "- a\n- ", "<ul><li>b</li><li>c</li></ul>", "- a\n- b\n- c"),
        ("- a", "- a", "<p>b</p><p>c</p>", "- ab\n\n  c"),
        ("> a", "> a", "<p>b</p><p>c</p>", "> ab\n>\n> c"),
        ("```\na\n```", "```\na", "<b>*</b>", "```\na*\n```"),
    ],
)
def test_where_pasted_text_lands(
    open_desk: Open, before: str, caret: str, html: str, after: str
) -> None:
    desk = open_desk(before)
    desk.put(caret)
    paste(desk, html, "*")
    assert desk.text == after


def test_several_lines_pasted_in_a_cell_stay_in_the_cell(open_desk: Open) -> None:
    desk = open_desk("| a | b |\n| --- | --- |\n| c | d |")
    desk.put("| c")
    paste(desk, "<p> one | <b>two</b></p><p>three</p>", "x")
    assert desk.text == "| a | b |\n| --- | --- |\n| cone \\| **two** three | d |"
    desk.put("| a")
    paste(desk, "", "x\ny|z")
    assert desk.text.startswith("| ax y\\|z | b |\n")


def test_plain_text_shows_as_it_was_written(open_desk: Open) -> None:
    desk = open_desk()
    paste(desk, "", "# 1 * 2\r\n\r\n*not bold* <b>\r\n- a\r\n- b")
    assert desk.shown == "# 1 * 2\n\n*not bold* <b>\n\n•a\n•b"


def test_the_source_takes_and_gives_text_as_it_is(open_desk: Open) -> None:
    desk = open_desk("**bold**")
    desk.click("source")
    desk.press("Control+a")
    desk.content.focus()
    desk.select("**bo")
    copied = take(desk, "copy")
    assert copied["html"] == ""
    paste(desk, "<b>x</b>", "**x** # y ")
    assert desk.text == "**x** # y ld**"


def test_nothing_can_be_pasted_or_cut_while_reading(open_desk: Open) -> None:
    desk = open_desk("Some **bold** words", read=True)
    desk.select("bold")
    assert take(desk, "cut") == {"html": "<strong>bold</strong>", "plain": "bold"}
    paste(desk, "<b>x</b>", "x")
    assert desk.text == "Some **bold** words"


def test_a_part_of_a_bold_run_is_cut_and_pasted_in_balance(open_desk: Open) -> None:
    desk = open_desk("Some **bold words** here")
    desk.select("words** he")
    copied = take(desk, "cut")
    assert copied == {"html": "<strong>words</strong> he", "plain": "words he"}
    assert desk.text == "Some **bold** re"
    desk.put("Some **bold** re")
    paste(desk, copied["html"], copied["plain"])
    assert desk.text == "Some **bold** re**words** he"


def test_what_is_copied_reads_well_elsewhere(open_desk: Open) -> None:
    text = "# Aims\n\n- one\n- *two*\n\n| a | b |\n| --- | --- |\n| c | d |"
    desk = open_desk(text)
    desk.press("Control+a")
    copied = take(desk, "copy")
    assert copied["plain"] == "Aims\n\n• one\n• two\n\na\tb\nc\td"
    assert copied["html"].startswith(
        "<h1>Aims</h1><ul><li>one</li><li><em>two</em></li></ul><table"
    )
    desk = open_desk()
    paste(desk, copied["html"], copied["plain"])
    assert desk.text == text


def test_copying_nothing_copies_nothing(open_desk: Open) -> None:
    desk = open_desk("Words")
    assert take(desk, "cut") == {"html": "", "plain": ""}
    assert desk.text == "Words"


def test_more_than_one_change_can_hold_is_refused_in_words(open_desk: Open) -> None:
    desk = open_desk()
    paste(desk, "", "word " * 100_000)
    assert desk.text == ""
    assert desk.page.locator(".paste-refused").is_visible()


@pytest.mark.parametrize("word", ["شبكة ", "🌍🤝 "])
def test_the_largest_paste_is_one_change_the_server_takes(open_desk: Open, word: str) -> None:
    desk = open_desk("Before.")
    desk.put("Before.")
    desk.page.evaluate(
        "() => { window.sizes = []; harness.ana.doc.on('update', it => sizes.push(it.byteLength)) }"
    )
    fits = (MAX_UPDATE_BYTES - 70 * KIB) // len(f"{word * 20}\n\n".encode())
    paste(desk, plain=f"{word * 20}\n" * fits)
    assert desk.text.count(word.strip()) == 20 * fits
    (size,) = desk.page.evaluate("() => sizes")
    assert len(desk.text.encode()) < size <= MAX_UPDATE_BYTES
