"""Markdown's blocks, read line by line into a tree of elements whose words are still Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown.blockparser import BlockParser

from app.rendering import marks, tables
from app.rendering.containers import Container, Item, List, Quote
from app.rendering.leaves import Code, Paragraph
from app.rendering.line import TAB_WIDTH, Line

# Quotes and items inside one another. No charter comes near it; it bounds what a line can cost and
# how deep whoever walks the tree recurses. A mark beyond it is shown as text.
DEEPEST = 50


class Blocks(BlockParser):
    """The block parser of the `markdown` frame, following CommonMark as the editor does.

    No headings by underlining, no code by indenting, no raw HTML; tables as on GitHub.
    """

    def parseDocument(self, lines: Iterable[str]) -> ElementTree[Element | None]:  # noqa: N802 (the frame's)
        """The tree of all blocks, under a `div`."""
        texts = list(lines)
        reader = _Reader(texts)
        for index, text in enumerate(texts):
            reader.read(index, Line(text))
        return ElementTree(reader.finish())


class _Reader:
    """Where reading stands: the open containers, outermost first, and the open leaf in the last."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._open: list[Container] = [Container(Element("div"))]
        self._leaf: Paragraph | Code | None = None
        self._lists: list[List] = []
        self._gap_in: Container | None = None  # the quote, or root, that the line above left blank

    def read(self, index: int, line: Line) -> None:
        """Take one line."""
        reached = 1
        while reached < len(self._open) and self._open[reached].reaches(line):
            reached += 1
        if isinstance(self._leaf, Code) and reached == len(self._open):
            self._read_code(self._leaf, line)
        elif isinstance(self._leaf, Paragraph) and self._goes_on(self._leaf, index, line):
            # Even when the line lacks its quote's mark or its indentation: people forget them.
            self._leaf.add(line)
        else:
            self._close_leaf()
            del self._open[reached:]
            self._start_blocks(line)

    def finish(self) -> Element:
        """Close everything; the root of the tree."""
        self._close_leaf()
        for each in self._lists:
            each.tighten()
        return self._open[0].element

    def _read_code(self, code: Code, line: Line) -> None:
        if code.closed_by(line):
            self._close_leaf()
        else:
            code.add(line)

    def _goes_on(self, paragraph: Paragraph, index: int, line: Line) -> bool:
        if line.blank:
            return False
        if line.indent >= TAB_WIDTH:
            return True
        if marks.ends_paragraph(line, self._within("ul"), self._within("ol")):
            return False
        return paragraph.may_be_table or not self._starts_table(index, line)

    def _within(self, tag: str) -> bool:
        return any(isinstance(each, Item) and each.within.element.tag == tag for each in self._open)

    def _starts_table(self, index: int, line: Line) -> bool:
        if index + 1 == len(self._lines) or not tables.has_pipe(line.rest):
            return False
        return tables.is_head(line.rest, self._lines[index + 1], line.base)

    def _start_blocks(self, line: Line) -> None:
        if line.blank:
            self._gap_in = self._innermost_quote()
            return
        while not line.blank and self._start_container(line):
            pass
        if not line.blank:
            self._start_leaf(line)

    def _start_container(self, line: Line) -> bool:
        if len(self._open) > DEEPEST or marks.fence(line):
            return False
        if marks.quote(line):
            self._start_quote(line)
            return True
        mark = "" if marks.rule(line) else marks.bullet(line) or marks.number(line)
        if mark:
            self._start_item(line, mark)
        return mark != ""

    def _start_quote(self, line: Line) -> None:
        self._note_gap()
        self._open.append(Quote(self._add(Element("blockquote"))))
        line.take(marks.quote(line))

    def _start_item(self, line: Line, mark: str) -> None:
        tag = "ol" if mark[:-1] else "ul"
        joined = self._open[-1].open_list(tag, mark[-1]) if line.indent < TAB_WIDTH else None
        if joined:
            joined.loose |= self._take_gap()
        else:
            self._note_gap()
            joined = self._start_list(tag, mark)
        column = line.content_column(len(mark))
        item = Item(
            SubElement(joined.element, "li"),
            within=joined,
            width=column - line.base_column,
            starts_empty=line.rest.strip() == mark,
        )
        self._open.append(item)
        line.take_columns(column)

    def _start_list(self, tag: str, mark: str) -> List:
        element = Element(tag)
        if tag == "ol" and int(mark[:-1]) != 1:
            element.set("start", str(int(mark[:-1])))
        started = List(self._add(element), mark[-1])
        self._open[-1].last_list = started
        self._lists.append(started)
        return started

    def _start_leaf(self, line: Line) -> None:
        self._note_gap()
        fence, level = marks.fence(line), marks.heading(line)
        if fence:
            self._leaf = Code(fence)
        elif level:
            self._add(Element(f"h{level}")).text = marks.heading_text(line, level)
        elif marks.rule(line):
            self._add(Element("hr"))
        else:
            self._leaf = Paragraph(line)

    def _close_leaf(self) -> None:
        if self._leaf:
            self._add(self._leaf.element())
        self._leaf = None

    def _add(self, element: Element) -> Element:
        self._open[-1].element.append(element)
        return element

    def _note_gap(self) -> None:
        # A blank line between two blocks of an item makes its whole list loose.
        parent = self._open[-1]
        if self._take_gap() and isinstance(parent, Item) and len(parent.element):
            parent.within.loose = True

    def _take_gap(self) -> bool:
        # A line that was blank inside a quote is no gap for the list around that quote.
        gap = self._gap_in is not None and self._gap_in is self._innermost_quote()
        self._gap_in = None
        return gap

    def _innermost_quote(self) -> Container:
        return next(each for each in reversed(self._open) if not isinstance(each, Item))
