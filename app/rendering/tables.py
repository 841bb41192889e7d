"""A table: its rows as lines of text with pipes, and the elements made of them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from app.rendering.line import SPACES

_DELIMITER = re.compile(r"[> \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*$")
_PIPE = re.compile(r"\\.|(\|)", re.DOTALL)


def has_pipe(text: str) -> bool:
    """Whether the text holds a pipe that is not escaped."""
    return any(found[1] for found in _PIPE.finditer(text))


def cells(row: str) -> list[str]:
    """The words of each cell of a row; the pipes at its two ends are optional."""
    row = row.strip(SPACES)
    found, start = [], 0
    for pipe in _PIPE.finditer(row):
        if pipe[1]:
            found.append(row[start : pipe.start()].strip(SPACES))
            start = pipe.end()
    last = row[start:].strip(SPACES)
    if last:
        found.append(last)
    return found[1:] if row.startswith("|") else found


def is_head(row: str, below: str, base: int = 0) -> bool:
    """Whether `row` is the head of a table, the line `below` being its dashes.

    Only from `base` on does that line belong to the same container.
    """
    return bool(_DELIMITER.match(below)) and len(cells(row)) == len(cells(below[base:]))


def build(head: str, delimiters: str, rows: list[str]) -> Element:
    """The `table` element; cells hold their Markdown as text.

    Short rows stay short and long rows keep every cell: no word is dropped, and a wide head cannot
    multiply a long column of small rows.
    """
    sides = [_side(cell) for cell in cells(delimiters)]
    table = Element("table")
    _row(SubElement(table, "thead"), "th", head, sides)
    if rows:
        body = SubElement(table, "tbody")
        for row in rows:
            _row(body, "td", row, sides)
    return table


def _side(delimiter: str) -> str | None:
    # Names that hold in both directions of writing: a colon on the left means where lines begin.
    if delimiter.startswith(":") and delimiter.endswith(":"):
        return "align-center"
    if delimiter.endswith(":"):
        return "align-end"
    return "align-start" if delimiter.startswith(":") else None


def _row(parent: Element, tag: str, row: str, sides: list[str | None]) -> None:
    line = SubElement(parent, "tr")
    for index, words in enumerate(cells(row)):
        cell = SubElement(line, tag)
        cell.text = words
        side = sides[index] if index < len(sides) else None
        if side:
            cell.set("class", side)
