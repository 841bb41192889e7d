"""Blocks of a document, written as the Markdown that our editor writes."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.importing.characters import clean_characters
from app.importing.continued import continued, items_of
from app.importing.escapes import escape_line_start
from app.importing.flat_runs import blocks_within, flat_runs
from app.importing.inline_markdown import inline_markdown
from app.importing.left_out import Left
from app.importing.pieces import longest_ticks
from app.importing.runs import Node, runs_of
from app.importing.tables import is_frame, table_markdown, without_bold

MAX_DEPTH = 40
"""What is nested deeper is read as words only: no document that a person wrote nests so far."""

_DEEPEST_HEADING = 6
_LAST_NUMBER = 999_999
_OTHER_MARK = re.compile(r"\*|\d+\)")
_FOLLOWS = re.compile(r"[-*]|1[.)]")  # lists that are read as such right below a line of text
_CLOSING_HASHES = re.compile(r"#+$")
_INDENT = 4  # of numbered items: room for a second digit, so that renumbering moves nothing


@dataclass(frozen=True)
class Block:
    """Some Markdown. kind: of a list, so that two neighbours do not become one."""

    text: str
    kind: str = ""


def blocks_markdown(nodes: Iterable[Node], left: Left) -> str:
    """A whole text of `nodes`; "" when nothing of it has a place in a charter."""
    text = _joined(_Reader(left).read(nodes, 0))
    return f"{text}\n" if text else ""


class _Reader:
    """Gathers blocks in reading order."""

    def __init__(self, left: Left) -> None:
        self._left = left
        self._blocks: list[Block] = []

    def read(self, nodes: Iterable[Node], depth: int) -> list[Block]:
        """The blocks of `nodes`."""
        for node in continued(nodes):
            self._read_one(node["t"], node.get("c"), depth)
        return self._blocks

    def _read_one(self, kind: str, content: Any, depth: int) -> None:
        if depth > MAX_DEPTH:
            self._add_paragraph(list(flat_runs([{"t": kind, "c": content}], self._left)))
        elif kind in ("Para", "Plain"):
            self._add_paragraph(list(runs_of(content, self._left)))
        elif kind in ("BulletList", "OrderedList"):
            self._add_list(kind, content, depth)
        elif kind == "Table":
            self._add_table(content, depth)
        elif kind == "BlockQuote":
            self._add(_prefixed(_joined(self._inside(content, depth)), "> ", "> "))
        elif kind in _LEAVES:
            self._add(_LEAVES[kind](content, self._left))
        else:
            self.read(blocks_within(kind, content), depth + 1)

    def _inside(self, nodes: Iterable[Node], depth: int) -> list[Block]:
        return _Reader(self._left).read(nodes, depth + 1)

    def _add(self, text: str, kind: str = "") -> None:
        if text:
            self._blocks.append(Block(text, kind))

    def _add_paragraph(self, runs: Sequence[Any]) -> None:
        lines = inline_markdown(runs).split("\n")
        self._add("\n".join(escape_line_start(line) for line in lines))

    def _add_table(self, table: Any, depth: int) -> None:
        self.read(table[1][1], depth + 1)  # its caption
        if is_frame(table):
            self.read(blocks_within("Table", table), depth + 1)
        else:
            self._add(table_markdown(table, self._left))

    def _add_list(self, kind: str, content: Any, depth: int) -> None:
        """Lists are written close together: a blank line between items says nothing to a reader."""
        last = self._blocks[-1] if self._blocks else Block("")
        is_other = last.kind == kind and not _OTHER_MARK.match(last.text)
        items = [self._inside(item, depth) for item in items_of({"t": kind, "c": content})]
        with_words = [item for item in items if item]
        marks = _marks(kind, content, len(with_words), is_other=is_other)
        texts = [_item(mark, item) for mark, item in zip(marks, with_words, strict=True)]
        self._add("\n".join(texts), kind)


def _marks(kind: str, content: Any, count: int, *, is_other: bool) -> list[str]:
    if kind == "BulletList":
        return ["* " if is_other else "- "] * count
    start = content[0][0]
    first = start if 0 <= start <= _LAST_NUMBER else 1
    return [f"{first + at}{')' if is_other else '.'} " for at in range(count)]


def _item(mark: str, blocks: Sequence[Block]) -> str:
    text = blocks[0].text
    for block in blocks[1:]:
        text += ("\n" if _FOLLOWS.match(block.text) and block.kind else "\n\n") + block.text
    # Code would gain the blanks by which its lines are further in than its fence.
    as_marked = mark[0] in "-*" or "```" in text
    width = len(mark) if as_marked else max(_INDENT, len(mark))
    return _prefixed(text, mark, " " * width)


def _joined(blocks: Sequence[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)


def _prefixed(text: str, first: str, rest: str) -> str:
    """`text` with `first` before its first line and `rest` before the others."""
    if not text:
        return ""
    lines = [(rest if at else first) + line for at, line in enumerate(text.split("\n"))]
    return "\n".join(line.rstrip() if not line.strip("> ") else line for line in lines)


def _heading(content: Any, left: Left) -> str:
    """A heading holds one line, and is bold already."""
    level, _, inlines = content
    runs = [without_bold(run) for run in runs_of(inlines, left)]
    text = inline_markdown(runs).replace("\\\n", " ")
    if not text:
        return ""
    return f"{'#' * min(level, _DEEPEST_HEADING)} {_CLOSING_HASHES.sub(_escaped, text)}"


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _fenced(content: Any, _: Left) -> str:
    code = clean_characters(content[1]).lstrip("\n").rstrip()
    fence = "`" * max(3, longest_ticks(code) + 1)
    return f"{fence}\n{code}\n{fence}" if code else ""


_LEAVES: dict[str, Callable[[Any, Left], str]] = {
    "Header": _heading,
    "CodeBlock": _fenced,
    "HorizontalRule": lambda _content, _left: "---",
    "RawBlock": lambda _content, _left: "",
}
