"""Everything inside some blocks as one line of runs: for the cells of tables."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.importing.left_out import Left
from app.importing.runs import CODE, PLAIN, Look, Node, Run, runs_of

_GAP = Run(" ", PLAIN)
_RUNNING = ("Para", "Plain", "Header")


def flat_runs(blocks: Sequence[Node], left: Left) -> Iterator[Run]:
    """The running text of `blocks`, whatever they are, with a space where two of them met.

    One line has no bullets: items after the first are told apart by a semicolon.
    """
    for at, block in enumerate(blocks):
        if at:
            yield _GAP
        yield from _runs_of_block(block["t"], block.get("c"), left)


def _runs_of_block(kind: str, content: Any, left: Left) -> Iterator[Run]:
    if kind in _RUNNING:
        yield from runs_of(content[-1] if kind == "Header" else content, left)
    elif kind in ("BulletList", "OrderedList"):
        for at, item in enumerate(content if kind == "BulletList" else content[1]):
            if at:
                yield Run("; ", PLAIN)
            yield from flat_runs(item, left)
    elif kind == "CodeBlock":
        yield Run(" ".join(content[1].split()), Look(CODE))
    else:
        yield from flat_runs(blocks_within(kind, content), left)


def blocks_within(kind: str, content: Any) -> Sequence[Node]:
    """The blocks within a block that is only a frame around them, or has no look in a charter."""
    found: Sequence[Node] = ()
    if kind in ("BlockQuote", "Div", "Figure"):
        found = content if kind == "BlockQuote" else content[-1]
    elif kind == "LineBlock":
        found = [{"t": "Para", "c": line} for line in content]
    elif kind == "DefinitionList":
        found = [block for term, meanings in content for block in _defined(term, meanings)]
    elif kind == "Table":
        found = [block for row in rows_of(content) for cell in row for block in cell[4]]
    return found


def rows_of(table: Any) -> list[list[Any]]:
    """The rows of a table, head first, each a list of pandoc's cells."""
    _, _, _, head, bodies, foot = table
    rows = [*head[1]]
    for _, _, heads, body in bodies:
        rows += [*heads, *body]
    return [cells for _, cells in [*rows, *foot[1]]]


def _defined(term: list[Node], meanings: list[list[Node]]) -> Iterator[Node]:
    yield {"t": "Para", "c": term}
    for meaning in meanings:
        yield from meaning
