"""Running Markdown written from runs, so that it shows their words whatever they are."""

import html
import re
from collections.abc import Sequence
from dataclasses import replace

from app.importing.escapes import escape_line_start
from app.importing.marks import marked
from app.importing.pieces import pieces_of
from app.importing.runs import CODE, PLAIN, Run
from app.rendering import render

_TAG = re.compile("<[^>]*>")
_SPACES = re.compile(" +")
_UNUSUAL = re.compile(r"[\\`\[\]|*_~<&!]|[^\S ]")


def inline_markdown(runs: Sequence[Run], *, cell: bool = False) -> str:
    """Runs as Markdown, trimmed; in a `cell` pipes are escaped and breaks become spaces."""
    words = "".join(run.text for run in runs)
    if not _UNUSUAL.search(words) and all(run.look is PLAIN for run in runs):
        return _SPACES.sub(" ", words).strip()  # most of a text, and so most of the time it takes
    markdown = marked(pieces_of(runs, cell=cell))
    # Words come before looks: marks that would be misread are given up.
    if _reads(markdown, runs):
        return markdown
    return marked(pieces_of([_unmarked(run) for run in runs], cell=cell))


def _reads(markdown: str, runs: Sequence[Run]) -> bool:
    """Whether Markdown shows exactly the words of the runs, white space aside."""
    lines = "\n".join(escape_line_start(line) for line in f"x {markdown}".split("\n"))
    shown = html.unescape(_TAG.sub("", render(lines)))
    words = "x" + "".join(run.text for run in runs)
    return "".join(shown.split()) == "".join(words.split())


def _unmarked(run: Run) -> Run:
    return replace(run, look=replace(run.look, marks=run.look.marks & CODE))
