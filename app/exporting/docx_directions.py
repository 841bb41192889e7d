"""Which way the paragraphs, runs and tables of a DOCX run: word processors have to be told."""

from __future__ import annotations

from copy import deepcopy
from xml.etree.ElementTree import Element

from app.exporting.directions import RTL, first, prevailing, stretches

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The properties have an order, and these stand behind what is added here.
_AFTER_BIDI = ("spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr")
_AFTER_RTL = ("cs", "em", "lang")


def turn(root: Element, around: str, *, is_uniform: bool = False) -> None:
    """Say it of everything below `root`.

    around: the direction of what has none of its own. is_uniform: it is that of every paragraph,
    whatever it begins with.
    """
    for table in root.iter(f"{_WORD}tbl"):
        properties = table.find(f"{_WORD}tblPr")
        if properties is not None and (prevailing(_words(table)) or around) == RTL:
            properties.insert(1, Element(f"{_WORD}bidiVisual"))
    for paragraph in root.iter(f"{_WORD}p"):
        direction = around if is_uniform else first(_words(paragraph)) or around
        if direction == RTL:
            _turn_paragraph(paragraph)
        _turn_runs(paragraph, direction)


def _words(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{_WORD}t"))


def _turn_paragraph(paragraph: Element) -> None:
    properties = paragraph.find(f"{_WORD}pPr")
    if properties is None:
        properties = Element(f"{_WORD}pPr")
        paragraph.insert(0, properties)
    _insert(properties, "bidi", _AFTER_BIDI)


def _turn_runs(paragraph: Element, around: str) -> None:
    for parent in list(paragraph.iter()):
        for run in parent.findall(f"{_WORD}r"):
            words = run.find(f"{_WORD}t")
            if words is None or not words.text:
                continue
            pieces = stretches(words.text, around)
            if any(direction == RTL for _, direction in pieces):
                at = list(parent).index(run)
                parent[at : at + 1] = [_piece(run, *piece) for piece in pieces]


def _piece(run: Element, words: str, direction: str) -> Element:
    """The run with these of its words only."""
    piece = deepcopy(run)
    text = piece.find(f"{_WORD}t")
    if text is not None:
        text.text = words
    if direction == RTL:
        properties = piece.find(f"{_WORD}rPr")
        if properties is None:
            properties = Element(f"{_WORD}rPr")
            piece.insert(0, properties)
        _insert(properties, "rtl", _AFTER_RTL)
    return piece


def _insert(properties: Element, name: str, behind: tuple[str, ...]) -> None:
    tags = [child.tag.removeprefix(_WORD) for child in properties]
    at = next((place for place, tag in enumerate(tags) if tag in behind), len(tags))
    properties.insert(at, Element(f"{_WORD}{name}"))
