"""A text as DOCX: pandoc's blocks in our looks, with a footer, each run in its own direction."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from xml.etree.ElementTree import Element, SubElement

from app.exporting.archive import Change, filled, parsed, rewritten, unparsed
from app.exporting.docx_directions import turn
from app.exporting.pandoc import converted
from app.exporting.paper import Paper
from app.exporting.printable import printable

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MOMENTS = "{http://purl.org/dc/terms/}"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_FOOTER_ID = "rIdFooter"
# A4 and its margins, in twentieths of a point.
_PAGE = {"w": "11906", "h": "16838"}
_MARGINS = {
    **{"top": "1474", "right": "1588", "bottom": "1701", "left": "1588"},
    **{"header": "794", "footer": "794", "gutter": "0"},
}


def make(paper: Paper) -> bytes:
    """The document. Raises CalledProcessError when pandoc cannot."""
    return dressed(converted(paper, "docx"), paper)


def dressed(file: bytes, paper: Paper) -> bytes:
    """Pandoc's document in our looks, with its footer on every page."""
    changes: dict[str, Change] = {
        "word/document.xml": partial(_document, paper),
        "word/styles.xml": lambda _: filled("docx_styles.xml"),
        "word/_rels/document.xml.rels": _with_footer,
        "[Content_Types].xml": _knowing_footer,
        "docProps/core.xml": partial(_titled, paper),
    }
    return rewritten(file, changes, {"word/footer1.xml": _footer(paper)})


def _document(paper: Paper, xml: bytes) -> bytes:
    root = parsed(xml)
    turn(root, paper.direction)
    for width in root.iter(f"{_WORD}tblW"):  # of the page, in fiftieths of a percent
        width.attrib.update(_named({"type": "pct", "w": "5000"}))
    section = next(root.iter(f"{_WORD}sectPr"))
    section[:] = []
    footer = {f"{_WORD}type": "default", _RELATION: _FOOTER_ID}
    SubElement(section, f"{_WORD}footerReference", footer)
    SubElement(section, f"{_WORD}pgSz", _named(_PAGE))
    SubElement(section, f"{_WORD}pgMar", _named(_MARGINS))
    return unparsed(root)


def _named(values: dict[str, str]) -> dict[str, str]:
    return {f"{_WORD}{name}": value for name, value in values.items()}


def _footer(paper: Paper) -> bytes:
    before, between, after = paper.words.page_parts
    title, edition, when = paper.imprint
    footer = parsed(
        filled(
            "docx_footer.xml", title=title, edition=edition, when=when, sha256=paper.sha256,
            before=before, between=between, after=after,
        )
    )  # fmt: skip
    turn(footer, paper.words.direction, is_uniform=True)
    return unparsed(footer)


def _with_footer(xml: bytes) -> bytes:
    root = parsed(xml)
    known = {"Id": _FOOTER_ID, "Type": _KIND, "Target": "footer1.xml"}
    SubElement(root, root[0].tag, known)
    return unparsed(root)


def _knowing_footer(xml: bytes) -> bytes:
    root = parsed(xml)
    tag = next(child.tag for child in root if child.tag.endswith("Override"))
    root.append(Element(tag, {"PartName": "/word/footer1.xml", "ContentType": _CONTENT}))
    return unparsed(root)


def _titled(paper: Paper, xml: bytes) -> bytes:
    root = parsed(xml)
    for element in root:
        if element.tag == _TITLE:
            element.text = printable(paper.title)
        elif element.tag.startswith(_MOMENTS):
            element.text = f"{paper.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return unparsed(root)
