"""Blocks one after the other, as word processors keep them: from trees, and from a DOCX."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from tests.exporting import readers
from tests.rendering.trees import Tree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MARKS = {"b": "strong", "i": "em", "strike": "s"}
STYLES = {"BlockText": "quote", "SourceCode": "code"} | {
    f"Heading{n}": f"h{n}" for n in range(1, 7)
}

Words = list[tuple[str, tuple[str, ...]]]  # stretches of characters with the same marks


class Block(NamedTuple):
    """kind: p, h1 … h6, quote, code, rule, table. depth: how many lists it stands in.

    mark: of the item it begins, "•" or a number, else "". words: with their marks; of a table, of
    each cell of each row. An item that begins with a list, a rule or a table has an empty p.
    """

    kind: str
    depth: int
    mark: str
    words: Any


def flattened(tree: Tree) -> list[Block]:
    """The blocks of a tree."""
    return _Flattening().blocks(tree, 0, "p")


class _Flattening:
    def blocks(self, tree: Tree, depth: int, kind: str, mark: str = "") -> list[Block]:
        found: list[Block] = []
        if mark and (not tree or tree[0][0] in ("ul", "ol", "rule", "table")):
            found.append(Block("p", depth, mark, []))
        for block in tree:
            found += self._block(block, depth, kind, "" if found else mark)
        return found

    def _block(self, block: Tree, depth: int, kind: str, mark: str) -> list[Block]:
        match block:
            case ["quote", inside]:
                return self.blocks(inside, depth, "quote", mark)
            case ["ul", items]:
                marked = [("•", item) for item in items]
            case ["ol", start, items]:
                marked = [(str(number), item) for number, item in enumerate(items, start)]
            case _:
                return [_leaf(block, depth, kind, mark)]
        return [each for own, item in marked for each in self.blocks(item, depth + 1, kind, own)]


def _leaf(block: Tree, depth: int, kind: str, mark: str) -> Block:
    match block:
        case ["h", level, words]:
            return Block(f"h{level}", depth, mark, stretches(words))
        case ["code", text]:
            return Block("code", depth, mark, text.rstrip("\n"))
        case ["table", _, rows]:
            return Block("table", depth, mark, _filled(rows))
        case ["rule"]:
            return Block("rule", depth, mark, [])
    return Block(kind, depth, mark, stretches(block[1]))


def _filled(rows: Tree) -> list[list[Words]]:
    """The cells of each row, as many as of the longest."""
    longest = max(map(len, rows))
    return [[*map(stretches, row), *([[]] * (longest - len(row)))] for row in rows]


def stretches(inlines: Tree) -> Words:
    """Words with the marks that they stand in."""
    return _merged(_marked(inlines, ()))


def _marked(inlines: Tree, marks: tuple[str, ...]) -> Words:
    found: Words = []
    for each in inlines:
        match each:
            case str():
                found.append((each, marks))
            case ["br"]:
                found.append(("\n", marks))
            case ["code", text]:
                found.append((text, (*marks, "code")))
            case ["a", address, inside]:
                found += _marked(inside, (*marks, f"to {address}") if address else marks)
            case [tag, inside]:
                found += _marked(inside, (*marks, tag))
    return found


def _merged(found: Words) -> Words:
    """Pieces with the same marks as one; white space as a page shows it, which has no marks."""
    merged: Words = []
    for words, marks in found:
        own = tuple(sorted(set(marks)))
        for each in re.findall(r"\s+|\S+", words):
            before, its = merged[-1] if merged else ("\n", ())
            if each.isspace() and before.isspace():
                both = before + each
                merged[-1:] = [("\n" if "\n" in both else " ", ())] if merged else []
            elif each.isspace():
                merged.append(("\n" if "\n" in each else " ", ()))
            elif its == own and not before.isspace():
                merged[-1] = (before + each, own)
            else:
                merged.append((each, own))
    if merged and merged[-1][0].isspace():
        del merged[-1]
    return merged


def blocks_in(file: bytes) -> list[Block]:
    """The blocks of a DOCX, read from its XML alone."""
    return _Docx(file).blocks()


class _Docx:
    def __init__(self, file: bytes) -> None:
        self._body = readers.part(file, "word/document.xml").find(f"{WORD}body")
        self._links = {
            each.get("Id"): each.get("Target")
            for each in readers.part(file, "word/_rels/document.xml.rels")
        }
        self._formats = _numbering(readers.part(file, "word/numbering.xml"))
        self._counted: Counter[tuple[str, int]] = Counter()

    def blocks(self) -> list[Block]:
        found = []
        for element in self._body:
            if element.tag == f"{WORD}p":
                found.append(self._paragraph(element))
            elif element.tag == f"{WORD}tbl":
                found.append(Block("table", 0, "", self._cells(element)))
        return found

    def _paragraph(self, element: Element) -> Block:
        style = element.find(f"{WORD}pPr/{WORD}pStyle")
        kind = STYLES.get("" if style is None else style.get(f"{WORD}val", ""), "p")
        depth, mark = self._place(element)
        if element.find(f".//{WORD}pict") is not None:
            return Block("rule", depth, mark, [])
        words = self._words(element)
        if kind == "code":
            return Block(kind, depth, mark, "".join(text for text, _ in words).rstrip("\n"))
        return Block(kind, depth, mark, _merged(words))

    def _place(self, element: Element) -> tuple[int, str]:
        number = element.find(f"{WORD}pPr/{WORD}numPr")
        if number is None:
            return 0, ""
        level = int(number.find(f"{WORD}ilvl").get(f"{WORD}val"))
        own = number.find(f"{WORD}numId").get(f"{WORD}val")
        kind, start = self._formats[own][level]
        if kind == "bullet":
            return level + 1, "•"
        self._counted[own, level] += 1
        return level + 1, "" if kind == "none" else str(start + self._counted[own, level] - 1)

    def _cells(self, table: Element) -> list[list[Words]]:
        return [
            [_merged(self._words(cell)) for cell in row.iter(f"{WORD}tc")]
            for row in table.iter(f"{WORD}tr")
        ]

    def _words(self, element: Element, marks: tuple[str, ...] = ()) -> Words:
        found: Words = []
        for child in element:
            if child.tag == f"{WORD}hyperlink":
                found += self._words(child, (*marks, f"to {self._links[child.get(RELATION)]}"))
            elif child.tag == f"{WORD}r":
                found += _run(child, marks)
            elif child.tag == f"{WORD}p":
                found += self._words(child, marks)
        return found


def _run(run: Element, marks: tuple[str, ...]) -> Words:
    own = [name for tag, name in MARKS.items() if run.find(f"{WORD}rPr/{WORD}{tag}") is not None]
    style = run.find(f"{WORD}rPr/{WORD}rStyle")
    if style is not None and style.get(f"{WORD}val") == "VerbatimChar":
        own.append("code")
    texts = {f"{WORD}t": lambda each: each.text or "", f"{WORD}br": lambda _: "\n"}
    return [(texts[each.tag](each), (*marks, *own)) for each in run if each.tag in texts]


def _numbering(root: Element) -> dict[str, list[tuple[str, int]]]:
    """Of each list: the format of every level, and the number it starts with."""
    kinds: dict[str, list[tuple[str, int]]] = {}
    for each in root.iter(f"{WORD}abstractNum"):
        levels = [_level(one) for one in each.iter(f"{WORD}lvl")]
        kinds[each.get(f"{WORD}abstractNumId", "")] = levels
    found = {}
    for each in root.iter(f"{WORD}num"):
        levels = list(kinds[each.find(f"{WORD}abstractNumId").get(f"{WORD}val")])
        for override in each.iter(f"{WORD}lvlOverride"):
            place = int(override.get(f"{WORD}ilvl", ""))
            start = override.find(f"{WORD}startOverride")
            if start is not None:
                levels[place] = (levels[place][0], int(start.get(f"{WORD}val", "")))
        found[each.get(f"{WORD}numId", "")] = levels
    return found


def _level(level: Element) -> tuple[str, int]:
    form, text, start = (level.find(f"{WORD}{name}") for name in ("numFmt", "lvlText", "start"))
    first = 1 if start is None else int(start.get(f"{WORD}val", ""))
    shows = text.get(f"{WORD}val", "").strip()
    return form.get(f"{WORD}val", "") if shows else "none", first
