"""Neutral trees of a Markdown text, from the server's HTML and from the editor's parser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from app.rendering import render

SCRIPTS = Path(__file__).parents[2] / "static" / "scripts"
VOID = {"br", "hr"}
SIDES = {"": "", "align-start": "start", "align-center": "center", "align-end": "end"}

Tree = list[Any]


class Node:
    """An element of parsed HTML; its children are nodes and texts."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []

    def find_all(self, *tags: str) -> list[Node]:
        """All elements below with one of these tags (any, when none is named)."""
        found = []
        for child in self.children:
            if isinstance(child, Node):
                found += [child] if not tags or child.tag in tags else []
                found += child.find_all(*tags)
        return found

    @property
    def text(self) -> str:
        """All words below."""
        inside = "".join(each if isinstance(each, str) else each.text for each in self.children)
        return "\n" if self.tag == "br" else inside


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("root", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self.open[-1].children.append(Node("comment", {}))


def page_of(markdown: str) -> Node:
    """The rendered page, parsed as a browser would."""
    return parsed(render(markdown))


def parsed(html: str) -> Node:
    """The HTML, read as a browser would."""
    page = _Page()
    page.feed(html)
    page.close()
    assert len(page.open) == 1
    return page.open[0]


def shown_by_server(markdown: str) -> Tree:
    """What the rendered page holds."""
    return [_block(child) for child in _elements(page_of(markdown))]


def shown_by_editor(texts: Iterable[str]) -> list[Tree]:
    """What the editor's parser reads in each text."""
    return [[_read_block(block) for block in tree] for tree in ask_editor("blocks.mjs", texts)]


def ask_editor(script: str, texts: Iterable[str]) -> list[Any]:
    """What one of the scripts says of each text; needs node, as building the pages does."""
    node = shutil.which("node")
    assert node, "node is not on the PATH"
    done = subprocess.run(
        [node, str(SCRIPTS / script)],
        input=json.dumps(list(texts)).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers


def _elements(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]


def _block(node: Node) -> Tree:
    if node.tag == "p":
        return ["p", _words(_inlines(node.children))]
    if node.tag[0] == "h" and node.tag[1:].isdigit():
        return ["h", int(node.tag[1:]), _words(_inlines(node.children))]
    if node.tag == "ol":
        return ["ol", int(node.attributes.get("start") or 1), [_item(li) for li in _elements(node)]]
    readers = {
        "hr": lambda: ["rule"],
        "ul": lambda: ["ul", [_item(li) for li in _elements(node)]],
        "blockquote": lambda: ["quote", [_block(child) for child in _elements(node)]],
        "pre": lambda: ["code", _code(node.text)],
        "div": lambda: _table(node),
    }
    return readers[node.tag]()


def _item(node: Node) -> Tree:
    """The blocks of an item; words that stand in it directly are a paragraph."""
    inline = ("em", "strong", "s", "code", "a", "br")
    size = 0
    for child in node.children:
        if isinstance(child, Node) and child.tag not in inline:
            break
        size += 1
    words = _words(_inlines(node.children[:size]))
    rest = [_block(child) for child in node.children[size:] if isinstance(child, Node)]
    return [["p", words], *rest] if words else rest


def _table(node: Node) -> Tree:
    sides = [SIDES[cell.attributes.get("class") or ""] for cell in node.find_all("th")]
    rows = [
        [_words(_inlines(cell.children)) for cell in row.find_all("th", "td")]
        for row in node.find_all("tr")
    ]
    return ["table", sides, rows]


def _inlines(children: list[Node | str]) -> Tree:
    found: Tree = []
    for child in children:
        if isinstance(child, str):
            found.append(child)
        elif child.tag == "br":
            found.append(["br"])
        elif child.tag == "code":
            found.append(["code", child.text])
        elif child.tag == "a":
            found.append(["a", child.attributes.get("href"), _inlines(child.children)])
        else:
            found.append([child.tag, _inlines(child.children)])
    return found


def _read_block(block: Tree) -> Tree:
    kind = block[0]
    if kind in ("p", "h"):
        return [*block[:-1], _words(_read_inlines(block[-1]))]
    if kind == "quote":
        return ["quote", [_read_block(each) for each in block[1]]]
    if kind in ("ul", "ol"):
        return [*block[:-1], [_read_item(item) for item in block[-1]]]
    if kind == "table":
        rows = [[_words(_read_inlines(cell)) for cell in row] for row in block[2]]
        return ["table", block[1], rows]
    return ["code", _code(block[1])] if kind == "code" else block


def _read_item(item: Tree) -> Tree:
    blocks = [_read_block(block) for block in item]
    # Words that show nothing leave no trace in an item of a page.
    return blocks[1:] if blocks[:1] == [["p", []]] else blocks


def _read_inlines(inlines: Tree, *, in_link: bool = False) -> Tree:
    """Links that may not be followed reduced to their words."""
    found: Tree = []
    for each in inlines:
        if isinstance(each, str) or each[0] in ("br", "code"):
            found.append(each)
        elif each[0] == "a":
            address = None if in_link else each[1]
            words = _read_inlines(each[2], in_link=in_link or address is not None)
            found += [["a", address, words]] if address else words
        else:
            found.append([each[0], _read_inlines(each[1], in_link=in_link)])
    return found


def _code(text: str) -> str:
    """The text of code; nobody counts the empty lines of code that has no others."""
    return text if text.strip("\n") else ""


def _words(inlines: Tree) -> Tree:
    """Words with white space as a page shows it: runs are one space, none beside a line break."""
    joined: Tree = []
    for each in inlines:
        if isinstance(each, str) and joined and isinstance(joined[-1], str):
            joined[-1] += each
        else:
            joined.append(each)
    for index, each in enumerate(joined):
        if isinstance(each, str):
            joined[index] = _trim(each, _is_edge(joined, index - 1), _is_edge(joined, index + 1))
        elif each[0] == "code":
            joined[index] = ["code", _trim(each[1], True, True)]
        elif each[0] != "br":
            joined[index] = [*each[:-1], _words(each[-1])]
    return [each for each in joined if each != ""]


def _is_edge(inlines: Tree, index: int) -> bool:
    return not 0 <= index < len(inlines) or inlines[index] == ["br"]


def _trim(text: str, before: bool, after: bool) -> str:
    text = re.sub(r"[ \t\n]+", " ", text)
    text = text.removeprefix(" ") if before else text
    return text.removesuffix(" ") if after else text
