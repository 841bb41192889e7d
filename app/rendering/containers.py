"""The blocks that hold other blocks, while they are open: quotes and list items."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.rendering import marks
from app.rendering.line import Line


@dataclass
class List:
    """A list; `mark` is the last character of its items' marks: one of - + * . )"""

    element: Element
    mark: str
    loose: bool = False

    def tighten(self) -> None:
        """Take the paragraph away from around each item's opening words, unless it is loose."""
        if self.loose:
            return
        for item in self.element:
            if len(item) and item[0].tag == "p":
                item.text = item[0].text
                del item[0]


@dataclass(eq=False)
class Container:
    """An open block; `element` receives its children as they close."""

    element: Element
    last_list: List | None = None

    def reaches(self, line: Line) -> bool:
        """Whether the line goes on with this container, which then takes its part of it."""
        return True

    def open_list(self, tag: str, mark: str) -> List | None:
        """The list that an item with this mark joins: nothing came after it here."""
        found = self.last_list
        if found is None or self.element[-1] is not found.element:
            return None
        return found if (found.element.tag, found.mark) == (tag, mark) else None


class Quote(Container):
    """A quote goes on while its lines carry the mark."""

    def reaches(self, line: Line) -> bool:
        """Whether the line is marked."""
        size = marks.quote(line)
        if size:
            line.take(size)
        return size > 0


@dataclass(eq=False, kw_only=True)
class Item(Container):
    """An item goes on with blank lines, and with what is indented as far as its words.

    `width` counts the columns from where its container's lines begin to where its words do.
    """

    within: List
    width: int
    starts_empty: bool

    def reaches(self, line: Line) -> bool:
        """Whether the line is blank or indented enough; an empty item ends at a blank line."""
        if line.blank and self.starts_empty and len(self.element) == 0:
            return False
        if not line.blank and line.indent < self.width:
            return False
        line.take_columns(line.base_column + self.width)
        return True
