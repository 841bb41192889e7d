"""A text as ODT: pandoc's blocks in our looks, with a footer, each paragraph in its direction."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC
from functools import partial
from xml.etree.ElementTree import Element

from app.exporting.archive import Change, filled, parsed, rewritten, unparsed
from app.exporting.directions import RTL, first, prevailing
from app.exporting.pandoc import converted
from app.exporting.paper import Paper
from app.exporting.printable import printable

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE = f"{{{_OASIS}office:1.0}}"
_TEXT = f"{{{_OASIS}text:1.0}}"
_TABLE = f"{{{_OASIS}table:1.0}}"
_STYLE = f"{{{_OASIS}style:1.0}}"
_FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = f"{{{_OASIS}meta:1.0}}"
_MODES = {"ltr": "lr-tb", "rtl": "rl-tb"}
_EDGES = {"TableHeaderRowCell": "0.75pt solid #596066", "TableRowCell": "0.5pt solid #b9b2a3"}
_HEAD_FILL = "#f6f4ef"


def make(paper: Paper) -> bytes:
    """The document. Raises CalledProcessError when pandoc cannot."""
    return dressed(converted(paper, "odt"), paper)


def dressed(file: bytes, paper: Paper) -> bytes:
    """Pandoc's document in our looks, with its footer on every page."""
    changes: dict[str, Change] = {
        "content.xml": partial(_content, paper),
        "styles.xml": lambda _: _styles(paper),
        "meta.xml": partial(_meta, paper),
    }
    return rewritten(file, changes, {})


def _styles(paper: Paper) -> bytes:
    before, between, after = paper.words.page_parts
    title, edition, when = paper.imprint
    return filled(
        "odt_styles.xml", title=title, edition=edition, when=when, sha256=paper.sha256,
        before=before, between=between, after=after,
        mode=_MODES[paper.words.direction], page_mode=_MODES[paper.direction],
    )  # fmt: skip


def _content(paper: Paper, xml: bytes) -> bytes:
    root = parsed(xml)
    styles = next(root.iter(f"{_OFFICE}automatic-styles"))
    known = {style.get(f"{_STYLE}name", ""): style for style in styles}
    for table in root.iter(f"{_TABLE}table"):
        direction = prevailing("".join(table.itertext())) or paper.direction
        style = known[table.get(f"{_TABLE}style-name", "")]
        _properties(style, "table").set(f"{_STYLE}writing-mode", _MODES[direction])
    for name, edge in _EDGES.items():
        if name in known:
            _draw_cells(known[name], edge)
    for paragraph in root.iter():
        if paragraph.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            direction = first("".join(paragraph.itertext())) or paper.direction
            if direction == RTL:
                _turn(paragraph, styles, known)
    return unparsed(root)


def _turn(paragraph: Element, styles: Element, known: dict[str, Element]) -> None:
    """Give the paragraph its style as it is from right to left."""
    name = paragraph.get(f"{_TEXT}style-name", "")
    turned = f"{name}_rtl"
    if turned not in known:
        style = deepcopy(known[name]) if name in known else _derived(name)
        style.set(f"{_STYLE}name", turned)
        _properties(style, "paragraph").set(f"{_STYLE}writing-mode", _MODES[RTL])
        styles.append(style)
        known[turned] = style
    paragraph.set(f"{_TEXT}style-name", turned)


def _derived(name: str) -> Element:
    named = {f"{_STYLE}family": "paragraph", f"{_STYLE}parent-style-name": name}
    return Element(f"{_STYLE}style", named)


def _draw_cells(style: Element, edge: str) -> None:
    cells = _properties(style, "table-cell")
    cells.attrib.update({f"{_FO}border-bottom": edge, f"{_FO}padding": "3pt"})
    if style.get(f"{_STYLE}name") == "TableHeaderRowCell":
        cells.set(f"{_FO}background-color", _HEAD_FILL)


def _properties(style: Element, kind: str) -> Element:
    found = style.find(f"{_STYLE}{kind}-properties")
    if found is None:
        found = Element(f"{_STYLE}{kind}-properties")
        style.insert(0, found)
    return found


def _meta(paper: Paper, xml: bytes) -> bytes:
    root = parsed(xml)
    meta = next(root.iter(f"{_OFFICE}meta"))
    moment = f"{paper.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    said = {
        f"{_DC}title": printable(paper.title),
        f"{_META}creation-date": moment,
        f"{_DC}date": moment,
    }
    for element in meta:
        element.text = said.get(element.tag, element.text)
    return unparsed(root)
