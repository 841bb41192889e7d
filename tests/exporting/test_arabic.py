"""Arabic runs from right to left in every form, and what is not Arabic in it does not."""

from __future__ import annotations

import unicodedata
from xml.etree.ElementTree import Element

from app.exporting import Form, export
from tests.exporting import readers
from tests.exporting.papers import arabic_paper, paper

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def said(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{WORD}t"))


def paragraph(root: Element, words: str) -> Element:
    """The one that begins with these words."""
    return next(one for one in root.iter(f"{WORD}p") if said(one).startswith(words))


def test_html_says_so_of_the_page() -> None:
    page = export(Form.HTML, arabic_paper()).decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "@bottom-right" in page


def test_docx_says_so_of_paragraphs_and_runs() -> None:
    root = readers.part(export(Form.DOCX, arabic_paper()), "word/document.xml")
    heading = paragraph(root, "4.2 العضوية")
    assert heading.find(f"{WORD}pPr/{WORD}bidi") is not None
    sentence = paragraph(root, "يجوز")
    turned = {said(run): run.find(f"{WORD}rPr/{WORD}rtl") for run in sentence.iter(f"{WORD}r")}
    assert turned["UNESCO"] is None
    assert all(
        mark is not None
        for words, mark in turned.items()
        if any(unicodedata.bidirectional(each) == "AL" for each in words)
    )
    assert paragraph(root, "Answers").find(f"{WORD}pPr/{WORD}bidi") is None
    assert root.find(f".//{WORD}tblPr/{WORD}bidiVisual") is not None


def test_docx_keeps_the_words_of_a_paragraph_whose_direction_turns() -> None:
    root = readers.part(export(Form.DOCX, arabic_paper()), "word/document.xml")
    assert said(paragraph(root, "يجوز")) == "يجوز لكل مؤسسة (مثل UNESCO) أن تنضم في عام 2026."


def test_docx_has_its_footer_that_way() -> None:
    root = readers.part(export(Form.DOCX, arabic_paper()), "word/footer1.xml")
    assert all(one.find(f"{WORD}pPr/{WORD}bidi") is not None for one in root.iter(f"{WORD}p"))


def test_english_is_not_turned() -> None:
    file = export(Form.DOCX, paper())
    for part in ("word/document.xml", "word/footer1.xml"):
        assert not list(readers.part(file, part).iter(f"{WORD}bidi"))
    assert b"rl-tb" not in readers.raw_part(export(Form.ODT, paper()), "content.xml")


def test_odt_says_so_of_paragraphs_the_table_and_the_page() -> None:
    file = export(Form.ODT, arabic_paper())
    content = readers.part(file, "content.xml")
    modes = {
        style.get(f"{STYLE}name"): properties.get(f"{STYLE}writing-mode")
        for style in content.iter(f"{STYLE}style")
        for properties in style
        if properties.tag in (f"{STYLE}paragraph-properties", f"{STYLE}table-properties")
    }
    ways = {
        "".join(one.itertext()): modes.get(one.get(f"{TEXT}style-name"))
        for one in content.iter()
        if one.tag in (f"{TEXT}p", f"{TEXT}h")
    }
    assert ways["4.2 العضوية"] == "rl-tb"
    assert ways["تُقدَّم الطلبات"] == "rl-tb"
    assert ways["Answers in English"] is None
    assert modes["Table1"] == "rl-tb"
    layout = readers.part(file, "styles.xml").find(f".//{STYLE}page-layout-properties")
    assert layout.get(f"{STYLE}writing-mode") == "rl-tb"


def test_pdf_says_so_and_holds_letters_not_their_shapes() -> None:
    file = readers.pdf(export(Form.PDF, arabic_paper()))
    assert file.trailer["/Root"]["/Lang"] == "ar"
    text = "".join(page.extract_text() for page in file.pages)
    assert "UNESCO" in text
    letters = [each for each in text if unicodedata.bidirectional(each) == "AL"]
    assert letters
    assert all(unicodedata.normalize("NFKC", each) == each for each in letters)


def test_arabic_lines_of_a_pdf_begin_on_the_right() -> None:
    """Told by where on the page words are drawn: numbers and names stand where they are said."""
    places: dict[str, float] = {}
    page = readers.pdf(export(Form.PDF, arabic_paper())).pages[0]

    def visit(text: str, place: list[float], *_: object) -> None:
        places.setdefault(text.strip(), place[4])

    page.extract_text(visitor_text=visit)
    assert places["4.2"] > places["العضوية"] > float(page.mediabox.width) / 2
    assert places["يجوز"] > places["UNESCO"] > places["2026"]
    assert places["العضو"] > places["الصوت"]
    assert places["Answers in English"] < float(page.mediabox.width) / 2
