"""Tables of a document, written as Markdown tables."""

from collections.abc import Sequence
from typing import Any

from app.importing.escapes import escape_line_start
from app.importing.flat_runs import flat_runs, rows_of
from app.importing.inline_markdown import inline_markdown
from app.importing.left_out import Left
from app.importing.runs import STRONG, Look, Run

MAX_SPAN = 50
"""More columns, or cells merged over more rows, than this are cut: no page could show them."""

MAX_CELLS = 20_000
"""A larger table, its rows filled up, would be no table any more: its rows become paragraphs."""

_DASHES = {"AlignLeft": ":---", "AlignRight": "---:", "AlignCenter": ":---:"}

Table = list[Any]
Cell = list[Any]


def table_markdown(table: Table, left: Left) -> str:
    """A table as Markdown, its first row as the head; "" for a table without text.

    Merged cells keep their text in their first cell. Markdown cells hold one line.
    """
    rows = [row for row in _grid(rows_of(table), left) if any(row)]
    width = max(map(len, rows), default=0)
    if len(rows) * width > MAX_CELLS:
        return "\n\n".join(escape_line_start(" ".join(filter(None, row))) for row in rows)
    if not rows:
        return ""
    sides = [alignment["t"] for alignment, _ in table[2]][:width]
    dashes = [_DASHES.get(side, "---") for side in sides] + ["---"] * (width - len(sides))
    filled = [row + [""] * (width - len(row)) for row in rows]
    return "\n".join(_line(row) for row in [filled[0], dashes, *filled[1:]])


def is_frame(table: Table) -> bool:
    """Whether it has one cell only: then somebody drew it around text."""
    return sum(map(len, rows_of(table))) == 1


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _grid(rows: Sequence[list[Cell]], left: Left) -> list[list[str]]:
    grid: list[dict[int, str]] = [{} for _ in rows]
    for top, row in enumerate(rows):
        column = 0
        for _, _, height, width, blocks in row:
            while column in grid[top]:
                column += 1
            text = _cell_markdown(list(flat_runs(blocks, left)), is_head=top == 0)
            for below in range(top, min(top + min(height, MAX_SPAN), len(rows))):
                for beside in range(column, column + min(width, max(1, MAX_SPAN - column))):
                    grid[below][beside] = ""
            grid[top][column] = text
    return [[row.get(at, "") for at in range(max(row, default=-1) + 1)] for row in grid]


def _cell_markdown(runs: Sequence[Run], *, is_head: bool) -> str:
    """A head is bold by its place; bold of its own would be written twice."""
    return inline_markdown([without_bold(run) for run in runs] if is_head else runs, cell=True)


def without_bold(run: Run) -> Run:
    """The run as it stands where everything is bold already."""
    return Run(run.text, Look(run.look.marks & ~STRONG, run.look.href))
