"""A picture of a charter's title, for where a link to it is shared."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from app.exporting.directions import prevailing
from app.exporting.paper import Paper
from app.exporting.pdf import FONTS
from app.exporting.printable import printable

LOOK = Path(__file__).parent / "looks" / "card.typ"
WIDTH, HEIGHT = 1200, 630  # pixels, one for each point of the sheet
PIXELS_AN_INCH = 72.0
MOST_CHARACTERS = 160  # of a title, and of the name of a group


def make(paper: Paper) -> bytes:
    """The picture, as PNG. It holds nothing of the text itself."""
    said = {
        "title": _line(paper.title),
        "group": _line(paper.group),
        "about": f"\u2068{paper.edition}\u2069 · \u2068{paper.when}\u2069",
        "dir": prevailing(paper.title) or paper.words.direction,
        "interface": paper.words.direction,
        "language": paper.language,
    }
    return typst.compile(
        LOOK,
        font_paths=[FONTS],
        format="png",
        ppi=PIXELS_AN_INCH,
        sys_inputs={"card": printable(json.dumps(said, ensure_ascii=False))},
        timestamp=int(paper.at.timestamp()),
    )


def _line(words: str) -> dict[str, str]:
    words = " ".join(words.split())
    if len(words) > MOST_CHARACTERS:
        words = f"{words[:MOST_CHARACTERS]}…"
    return {"words": words, "dir": prevailing(words)}
