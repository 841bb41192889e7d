"""A tree of rendered elements as plain data, which the sheet for typesetting reads (charter.typ).

Words are data there, never markup: nothing that somebody wrote can be run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from app.exporting.directions import first, prevailing

Node = dict[str, Any]

# The typesetter follows nesting only so far. What lies deeper is set as if it were as deep as this.
DEEPEST_BLOCKS = 12
DEEPEST_MARKS = 8

LONG_CELL = 600  # characters; such a row may run on to the next page
NARROW, WIDE = 6, 30  # characters, of a column beside others
LETTER = 1.7  # of a word that must not be cut, measured against one of words that may be

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARKS = ("em", "strong", "s", "code", "a", "br")


def nodes_of(root: Element, around: str) -> list[Node]:
    """The blocks below `root`. around: the direction of what has none of its own."""
    return _Setting(around).blocks(root, 0)


class _Setting:
    def __init__(self, around: str) -> None:
        self._around = around
        self._kinds: dict[str, Callable[[Element, int], Node]] = {
            "p": self._paragraph,
            "hr": lambda _element, _depth: {"kind": "rule"},
            "pre": self._code,
            "blockquote": self._quote,
            "div": self._table,
            **dict.fromkeys(_HEADINGS, self._heading),
        }

    def blocks(self, parent: Element, depth: int) -> list[Node]:
        """The blocks directly in `parent`; words that stand there alone are a paragraph."""
        found = []
        words = _words_before_blocks(parent)
        if "".join(words.itertext()).strip():
            found.append(self._paragraph(words, depth))
        for child in parent:
            if child.tag in _MARKS:
                continue
            if depth > DEEPEST_BLOCKS and child.tag in ("blockquote", "ul", "ol"):
                found += self._flat(child, depth)
            elif child.tag in ("ul", "ol"):
                found += self._lists(child, depth)
            else:
                found.append(self._kinds[child.tag](child, depth))
        return found

    def _flat(self, container: Element, depth: int) -> list[Node]:
        items = [container] if container.tag == "blockquote" else list(container)
        return [node for item in items for node in self.blocks(item, depth)]

    def _paragraph(self, element: Element, _depth: int) -> Node:
        return {"kind": "words", "dir": self._direction(element), "words": _inlines(element, 0)}

    def _heading(self, element: Element, depth: int) -> Node:
        return self._paragraph(element, depth) | {"kind": "head", "level": _HEADINGS[element.tag]}

    def _code(self, element: Element, _depth: int) -> Node:
        text = "".join(element.itertext())
        return {"kind": "code", "dir": first(text) or "ltr", "text": text.removesuffix("\n")}

    def _quote(self, element: Element, depth: int) -> Node:
        blocks = self.blocks(element, depth + 1)
        return {"kind": "quote", "dir": self._direction(element), "blocks": blocks}

    def _lists(self, element: Element, depth: int) -> Iterator[Node]:
        """The list; in parts, where its items run different ways: marks stand where words begin."""
        tight = not any(child.tag == "p" for item in element for child in item)
        number = int(element.get("start") or 1)
        for direction, items in groupby(element, self._direction):
            blocks = [self.blocks(item, depth + 1) for item in items]
            start = number if element.tag == "ol" else None
            common = {"kind": "list", "dir": direction, "tight": tight}
            yield common | {"start": start, "items": blocks}
            number += len(blocks)

    def _table(self, frame: Element, _depth: int) -> Node:
        table = frame[0]
        rows = [list(row) for row in table.iter("tr")]
        sizes = [["".join(cell.itertext()) for cell in row] for row in rows]
        return {
            "kind": "table",
            "dir": prevailing("".join(table.itertext())) or self._around,
            "sides": [(cell.get("class") or "align-").removeprefix("align-") for cell in rows[0]],
            "widths": [_width(words) for words in zip(*sizes, strict=True)],
            "rows": [
                {
                    "whole": max(map(len, words)) < LONG_CELL,
                    "cells": [self._paragraph(cell, 0) for cell in row],
                }
                for row, words in zip(rows, sizes, strict=True)
            ],
        }

    def _direction(self, element: Element) -> str:
        return first("".join(element.itertext())) or self._around


def _width(cells: Sequence[str]) -> float:
    """How wide a column with these cells is, measured against those beside it."""
    longest_word = max((len(word) for words in cells for word in words.split()), default=0)
    return max(NARROW, min(WIDE, max(map(len, cells))), min(WIDE, LETTER * longest_word))


def _words_before_blocks(parent: Element) -> Element:
    words = Element("p")
    words.text = parent.text
    for child in parent:
        if child.tag not in _MARKS:
            break
        words.append(child)
    return words


def _inlines(element: Element, depth: int) -> list[str | Node]:
    if depth > DEEPEST_MARKS:
        return ["".join(element.itertext())]
    found: list[str | Node] = [element.text or ""]
    for child in element:
        found += [_mark(child, depth), child.tail or ""]
    return [each for each in found if each != ""]


def _mark(element: Element, depth: int) -> Node:
    if element.tag == "a" and not element.get("href"):
        return {"kind": "plain", "words": _inlines(element, depth + 1)}
    address = {"to": element.get("href")} if element.tag == "a" else {}
    return {"kind": element.tag, "words": _inlines(element, depth + 1)} | address
