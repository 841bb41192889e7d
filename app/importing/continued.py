"""Paragraphs that go on an item of a list: they are written as items of a list without marks.

So pandoc writes them, and so people write them in Word.
"""

from collections.abc import Iterable
from typing import Any

from app.importing.amending import WITHOUT_MARKS
from app.importing.runs import Node

_LISTS = ("BulletList", "OrderedList")


def continued(nodes: Iterable[Node]) -> list[Node]:
    """`nodes` with such paragraphs in the items that they go on, and their lists in one piece."""
    joined: list[Node] = []
    goes_on = False
    for node in nodes:
        last = joined[-1] if joined and joined[-1]["t"] in _LISTS else None
        is_more = _is_without_marks(node)
        if last and is_more:
            items_of(last)[-1].extend(block for item in items_of(node) for block in item)
        elif last and goes_on and node["t"] == last["t"]:
            items_of(last).extend(items_of(node))
        else:
            joined.extend(_loose(node) if is_more else [node])
        goes_on = is_more
    return joined


def items_of(node: Node) -> list[list[Node]]:
    """The items of a list, each some blocks."""
    content: Any = node["c"]
    items: list[list[Node]] = content if node["t"] == "BulletList" else content[1]
    return items


def _is_without_marks(node: Node) -> bool:
    return bool(node["t"] == "OrderedList" and node["c"][0][0] == WITHOUT_MARKS)


def _loose(node: Node) -> list[Node]:
    return [block for item in items_of(node) for block in item]
