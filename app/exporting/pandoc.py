"""Pandoc, which makes documents for word processors of our HTML."""

from __future__ import annotations

import subprocess
from html import escape
from xml.etree.ElementTree import Element, tostring

import pypandoc

from app.exporting.body import annex_of, text_of
from app.exporting.paper import Paper
from app.exporting.printable import printable
from app.exporting.tree import tree_of

HEAP = "768m"  # it says so when it needs more, where the system would only end it


# Word processors take left for where lines begin.
_SIDES = {"align-start": "left", "align-center": "center", "align-end": "right"}


def converted(paper: Paper, form: str) -> bytes:
    """The group, the text and the remarks as a document of this form, in pandoc's own looks.

    Raises CalledProcessError when pandoc cannot.
    """
    group = f'<div data-custom-style="Origin"><p>{escape(paper.group)}</p></div>'
    return convert(group + text_of(paper) + annex_of(paper), form)


def convert(html: str, form: str) -> bytes:
    """HTML of ours as a document of this form. Nothing that it names is read or asked for."""
    command = [
        *(pypandoc.get_pandoc_path(), "+RTS", f"-M{HEAP}", "-RTS"),
        *("--sandbox", "--preserve-tabs", "--from=html-auto_identifiers"),
        *(f"--to={form}", "--output=-"),
    ]
    html = tostring(_known_to_pandoc(tree_of(html)), encoding="unicode", method="html")
    asked = printable(html).encode()
    return subprocess.run(command, input=asked, capture_output=True, check=True).stdout  # noqa: S603  # our own words


def _known_to_pandoc(root: Element) -> Element:
    """The same page as pandoc reads it: sides of columns, marks that stand alone, no anchors."""
    for cell in (*root.iter("th"), *root.iter("td")):
        side = _SIDES.get(cell.attrib.pop("class", ""))
        if side:
            cell.set("style", f"text-align: {side}")
    for element in root.iter():  # no link leads to one of them
        element.attrib.pop("id", None)
    for item in root.iter("li"):
        if _begins_with_no_words(item):
            item.text = "\u00a0"
    return root


def _begins_with_no_words(item: Element) -> bool:
    """Whether the mark of the item would have nothing to stand before."""
    if (item.text or "").strip():
        return False
    first, within = next(iter(item), None), False
    while first is not None and first.tag == "blockquote":
        first, within = next(iter(first), None), True
    return first is None or first.tag in ("hr", "div") or (within and first.tag in ("ul", "ol"))
