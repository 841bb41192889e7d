"""What a reading page needs beyond the blocks: anchors, directions of writing, room for tables."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from app.rendering import inlines, tokens

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_HOLDS_WORDS = HEADINGS | {"p", "li", "th", "td"}
_IN_ANCHOR = "LMN"  # letters, the marks that belong to them, numbers

_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}

# Anchors share one space of names with the page around the text.
_ANCHOR_PREFIX = "s-"


class Words(Treeprocessor):
    """Reads the marks inside every block's words."""

    def run(self, root: Element) -> None:
        """Replace each block's Markdown by elements."""
        for element in root.iter():
            if element.tag in _HOLDS_WORDS and element.text:
                tokens.fill(element, inlines.parse(element.text))


@dataclass(frozen=True)
class Heading:
    """A heading: its level (1 to 6), its words without marks, and its anchor in the page."""

    level: int
    text: str
    id: str


class Anchors(Treeprocessor):
    """Gives every heading an anchor made of its own words, in whatever script, and lists them."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[Heading] = []

    def run(self, root: Element) -> None:
        """Set the headings' ids; the second *Purpose* becomes `s-purpose-2`."""
        seen: dict[str, int] = {}
        taken: set[str] = set()
        for element in (each for each in root.iter() if each.tag in HEADINGS):
            words = " ".join("".join(element.itertext()).split())
            base = anchor = _anchor(words)
            while anchor in taken:
                seen[base] = seen.get(base, 1) + 1
                anchor = f"{base}-{seen[base]}"
            taken.add(anchor)
            element.set("id", anchor)
            self.headings.append(Heading(int(element.tag[1]), words, anchor))


class Directions(Treeprocessor):
    """Lets each block be read from the side its own words begin on."""

    def run(self, root: Element) -> None:
        """Set `dir`: left to the browser where words stand directly, worked out elsewhere.

        A browser that looks for the direction of a quote does not look into paragraphs that have
        one of their own, so for what holds only blocks the first letter is found here.
        """
        known: dict[Element, str] = {}
        for element in reversed(list(root.iter())):  # children first, so that none is read twice
            known[element] = _direction(element, known)
            if element.tag in _HOLDS_WORDS - {"li"} or element.tag == "pre":
                element.set("dir", "auto")
            elif element.tag in ("li", "blockquote", "table"):
                element.set("dir", "auto" if element.text else known[element] or "auto")


class Frames(Treeprocessor):
    """Puts every table into a frame that scrolls on a narrow screen, by keyboard too."""

    def run(self, root: Element) -> None:
        """Wrap the tables; a frame is named by the words of its table's head."""
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag == "table":
                    parent[index] = _frame(child)


def _anchor(words: str) -> str:
    plain = unicodedata.normalize("NFC", words).lower()
    kept = (each if unicodedata.category(each)[0] in _IN_ANCHOR else " " for each in plain)
    return _ANCHOR_PREFIX + ("-".join("".join(kept).split()) or "section")


def _frame(table: Element) -> Element:
    head = [" ".join("".join(cell.itertext()).split()) for cell in table.iter("th")]
    name = ", ".join(words for words in head if words)
    frame = Element("div", {"class": "table-frame", "tabindex": "0", "role": "group"})
    if name:
        frame.set("aria-label", name)
    frame.append(table)
    return frame


def _direction(element: Element, known: dict[Element, str]) -> str:
    """The direction of the first letter in an element, or an empty string when it has none."""
    own = _first_strong(element.text)
    if own:
        return own
    after = (known[child] or _first_strong(child.tail) for child in element)
    return next(filter(None, after), "")


def _first_strong(words: str | None) -> str:
    directions = (_STRONG.get(unicodedata.bidirectional(each)) for each in words or "")
    return next(filter(None, directions), "")
