"""The blocks that hold words, while their lines are read: a paragraph or table, and code."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from app.rendering import tables
from app.rendering.line import SPACES, TAB_WIDTH, Line


class Paragraph:
    """Lines of running text, or of a table when the second one is a line of dashes."""

    def __init__(self, line: Line) -> None:
        self.lines = [line.rest]
        self.may_be_table = tables.has_pipe(line.rest)

    def add(self, line: Line) -> None:
        """Take the next line."""
        self.lines.append(line.rest)

    def element(self) -> Element:
        """A `p` or `table` whose words are still Markdown."""
        if self._is_table():
            return tables.build(self.lines[0], self.lines[1], self.lines[2:])
        paragraph = Element("p")
        paragraph.text = "\n".join(self.lines).rstrip(SPACES)
        return paragraph

    def _is_table(self) -> bool:
        if not self.may_be_table or len(self.lines) < 2:
            return False
        return tables.is_head(self.lines[0], self.lines[1])


class Code:
    """Fenced code: its lines as they stand, up to the fence that closes it."""

    def __init__(self, fence: str) -> None:
        self.fence = fence
        self.lines: list[str] = []

    def closed_by(self, line: Line) -> bool:
        """Whether the line is the closing fence: the same character, at least as often."""
        mark = line.rest.rstrip(SPACES)
        same = len(mark) >= len(self.fence) and not mark.strip(self.fence[0])
        return same and line.indent < TAB_WIDTH

    def add(self, line: Line) -> None:
        """Take the next line, white space included."""
        self.lines.append(line.text[line.base :])

    def element(self) -> Element:
        """A `pre` holding `code`."""
        block = Element("pre")
        SubElement(block, "code").text = "\n".join(self.lines)
        return block
