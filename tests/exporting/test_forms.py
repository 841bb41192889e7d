"""Each form holds the words in their order, the footer, and the hash, for whoever opens it."""

from __future__ import annotations

import hashlib
import re

import pytest

from app.exporting import Form, export
from app.exporting.markdown import text_in
from app.exporting.paper import Paper
from tests.exporting import readers
from tests.exporting.papers import ARABIC_WORDS, CHARTER, REMARKS, arabic_paper, paper

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = (
    "Network Charter", "Learning across borders.", "4. Membership", "4.2 Who may join",
    "Any organisation may join, as we say", "Write to us", "Wait", "a month", "at most two",
    "We learn from each other.", "Body", "Seats", "Assembly", "40", "Core Group", "9",
    "Last words.",
)  # fmt: skip
OPEN = (
    "Open comments", "4. Membership / 4.2 Who may join", "Any organisation", "Instead:",
    "Every organisation", "Nour, Cedar Centre", "All of them?", "Really?",
)  # fmt: skip
FORMS = [Form.HTML, Form.DOCX, Form.ODT, Form.PDF]


def read(form: Form, file: bytes) -> str:
    """All words of the text, by a program that did not write them."""
    if form is Form.PDF:
        return " ".join(readers.pages(file))
    return readers.plain(file, form)


def footer(form: Form, file: bytes) -> str:
    """What stands below every page."""
    if form is Form.DOCX:
        return "".join(readers.part(file, "word/footer1.xml").itertext())
    if form is Form.ODT:
        style = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}footer"
        return "".join(next(readers.part(file, "styles.xml").iter(style)).itertext())
    if form is Form.PDF:
        return readers.pages(file)[-1]
    return re.sub("<.*?>", "", file.decode().split("<footer")[1])


@pytest.mark.parametrize("form", FORMS)
def test_the_words_stand_in_their_order(form: Form) -> None:
    assert readers.in_order(read(form, export(form, paper())), *WORDS)


@pytest.mark.parametrize("form", FORMS)
def test_the_footer_says_which_text_it_is(form: Form) -> None:
    made = paper()
    below = re.sub("[\u2068\u2069]", "", footer(form, export(form, made)))
    for said in ("Network Charter", "Version 3: After the 4th meeting", "14 March 2026"):
        assert said in below
    assert made.sha256 in below
    assert made.sha256 == hashlib.sha256(CHARTER.encode()).hexdigest()


@pytest.mark.parametrize("form", Form)
def test_open_comments_follow_when_they_are_asked_for(form: Form) -> None:
    assert "Open comments" not in read_any(form, paper())
    assert readers.in_order(read_any(form, paper(remarks=REMARKS)), "Last words.", *OPEN)
    assert "Nothing." in read_any(form, paper(remarks=())).replace("\\", "")


def read_any(form: Form, made: Paper) -> str:
    file = export(form, made)
    return readers.plain(file, "commonmark") if form is Form.MARKDOWN else read(form, file)


@pytest.mark.parametrize("form", Form)
def test_a_text_without_a_title_is_given_one(form: Form) -> None:
    if form is not Form.MARKDOWN:
        assert readers.in_order(read(form, export(form, paper("Words."))), "Network", "Words.")


@pytest.mark.parametrize("form", Form)
def test_the_same_paper_is_the_same_file(form: Form) -> None:
    assert export(form, paper(remarks=REMARKS)) == export(form, paper(remarks=REMARKS))


@pytest.mark.parametrize("remarks", [None, (), REMARKS])
@pytest.mark.parametrize("text", [CHARTER, "", "a\n\n---\n\nb\n", "\n\n---\n\n", "a\r\nb \n\n"])
def test_markdown_is_the_text_to_the_last_byte(text: str, remarks: object) -> None:
    made = paper(text, remarks=remarks)
    file = export(Form.MARKDOWN, made).decode()
    assert file.startswith(text)
    assert file != text
    assert made.sha256 in file
    assert text_in(file) == text


def test_markdown_of_somebody_else_is_taken_as_it_is() -> None:
    assert text_in("a\n\n---\n\nb · SHA-256 `" + "0" * 64 + "`") != "a"


def test_a_pdf_has_an_outline_tags_a_title_and_numbered_pages() -> None:
    file = readers.pdf(export(Form.PDF, paper(CHARTER * 6)))
    titles = [one.title for one in flat(file.outline)]
    assert titles[:3] == ["Network Charter", "4. Membership", "4.2 Who may join"]
    assert file.metadata.title == "Network Charter"
    assert file.metadata.creation_date == paper().at
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(file.pages) > 2
    for number, page in enumerate(file.pages, 1):
        assert f"Page {number} of {len(file.pages)}" in page.extract_text()


def flat(outline: list[object]) -> list[object]:
    return [one for each in outline for one in (flat(each) if isinstance(each, list) else [each])]


def test_a_pdf_is_set_in_fonts_that_were_built() -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in readers.pdf(export(Form.PDF, arabic_paper())).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {one.split("-")[0] for one in fonts} == {"SourceSerif4", "NotoNaskhArabic"}


def test_headings_of_a_pdf_never_end_a_page() -> None:
    """Whatever stands before them: at one of these lengths there is room for the heading alone."""
    found = set()
    for lines in range(20, 36):
        made = paper("# T\n\n" + "Line.\n\n" * lines + "## Kept\n\nTogether.\n")
        pages = readers.pages(export(Form.PDF, made))
        (at,) = (number for number, page in enumerate(pages) if "Kept" in page)
        assert readers.in_order(pages[at], "Kept", "Together.")
        found.add(at)
    assert found == {0, 1}


def test_docx_pages_are_numbered_by_fields() -> None:
    root = readers.part(export(Form.DOCX, paper()), "word/footer1.xml")
    fields = [field.get(f"{WORD}instr").strip() for field in root.iter(f"{WORD}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_html_prints_its_footer_on_every_page_and_has_one_style() -> None:
    page = export(Form.HTML, paper()).decode()
    assert page.count("<style>") == 1
    assert "counter(page)" in page
    assert re.search(r"<html lang=\"en\" dir=\"ltr\">", page)


def test_arabic_words_on_an_english_text_stand_on_their_own_side() -> None:
    page = export(Form.HTML, paper(words=ARABIC_WORDS, language="ar")).decode()
    assert '<html lang="" dir="ltr">' in page
    assert '<footer class="imprint" lang="ar" dir="rtl">' in page
