"""A text as PDF: typeset by Typst with fonts of our own."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from app.exporting.body import annex_of, text_of
from app.exporting.paper import Paper
from app.exporting.printable import printable
from app.exporting.tree import tree_of
from app.exporting.typesetting import nodes_of

LOOK = Path(__file__).parent / "looks" / "charter.typ"
FONTS = Path(__file__).parents[2] / "static" / "dist" / "print"


def make(paper: Paper) -> bytes:
    """The printed pages, tagged, with their outline; the same bytes for the same paper."""
    return typst.compile(
        LOOK,
        font_paths=[FONTS],
        format="pdf",
        sys_inputs={"paper": printable(json.dumps(_data(paper), ensure_ascii=False))},
        timestamp=int(paper.at.timestamp()),
    )


def _data(paper: Paper) -> dict[str, object]:
    return {
        "title": paper.title,
        "group": paper.group,
        "language": paper.language,
        "interface": paper.words.direction,
        "spoken": paper.spoken or "en",
        "dir": paper.direction,
        "imprint": paper.isolated_imprint,
        "page": paper.words.page_parts,
        "sha256": paper.sha256,
        "text": nodes_of(tree_of(text_of(paper)), paper.direction),
        "annex": nodes_of(tree_of(annex_of(paper)), paper.words.direction),
    }
