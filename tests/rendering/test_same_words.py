"""What people saw line by line while they wrote is what readers see: the same words, in order."""

from __future__ import annotations

import re

import pytest

from tests.rendering.texts import TEXTS
from tests.rendering.trees import Node, ask_editor, page_of

INLINE = {"em", "strong", "s", "code", "a", "th", "td"}

# A mark alone on its line may become anything yet, so the editor shows it while it is typed.
LONE_MARK = re.compile(r"[-*+]|\d+[.)]|#+")

# Where the two must differ, and why. A text that starts to agree has to leave this list.
DIFFERENT = {
    "composition 132": "the editor hides the > that begins the row of a table",
}


@pytest.fixture(scope="session")
def drawn() -> dict[str, list[str]]:
    """The lines that the editor draws of each text."""
    return dict(zip(TEXTS, ask_editor("drawn.mjs", TEXTS.values()), strict=True))


def published(markdown: str) -> list[str]:
    """The lines of the rendered page: blocks, rows of tables, and what stands between breaks."""
    lines = [""]
    _read(page_of(markdown), lines)
    return lines


def _read(node: Node, lines: list[str]) -> None:
    for child in node.children:
        if isinstance(child, str):
            first, *others = str(child).split("\n")
            lines[-1] += first
            lines += others
        elif child.tag in INLINE:
            _read(child, lines)
        else:
            lines.append("")
            _read(child, lines)
            lines.append("")


def seen(lines: list[str]) -> list[str]:
    """The lines as an eye tells them apart: cells are drawn apart, so spaces say nothing."""
    words = ["".join(line.split()) for line in lines]
    return [line for line in words if line and not LONE_MARK.fullmatch(line)]


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in DIFFERENT])
def test_reads_as_it_was_written(name: str, drawn: dict[str, list[str]]) -> None:
    assert seen(published(TEXTS[name])) == seen(drawn[name])


@pytest.mark.parametrize("name", DIFFERENT)
def test_differs_only_where_it_is_said(name: str, drawn: dict[str, list[str]]) -> None:
    assert seen(published(TEXTS[name])) != seen(drawn[name])
