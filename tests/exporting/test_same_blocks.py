"""A DOCX holds the blocks of the page, in every text of the corpus that the editor is held to.

Word processors keep blocks one after the other and not within each other, so a tree is compared
as they can hold it. What no DOCX of pandoc's says, for any text:

* how deep a table or a rule stands in lists: both reach from margin to margin;
* that words in a list are quoted, or that a list is: they look as all items do.
"""

from __future__ import annotations

import pytest

from app.exporting.docx import dressed
from app.exporting.pandoc import convert
from app.rendering import render
from tests.exporting.flat import Block, blocks_in, flattened
from tests.exporting.papers import paper
from tests.rendering.texts import TEXTS
from tests.rendering.trees import shown_by_server

# Where the two must differ, and why. A text that starts to agree has to leave this list.
DIFFERENT = {
    **dict.fromkeys(
        ("code over lines", "composition 111", "composition 153"),
        "lines within code end where they do on the page, which the tree does not tell",
    ),
    "composition 261": "blanks at the edges of code are kept",
    "composition 367": "blanks at the edges of code are kept",
}
BOUND = "NextTextOfTheCorpus"  # one word: words are compared one by one


@pytest.fixture(scope="module")
def exported() -> dict[str, list[Block]]:
    """The blocks of each text in one DOCX of them all: pandoc starts once."""
    bound = f"<p>{BOUND}</p>"
    html = "".join(bound + str(render(text)) for text in TEXTS.values())
    parts: list[list[Block]] = []
    for block in blocks_in(dressed(convert(html, "docx"), paper())):
        if block.kind == "p" and block.words == [(BOUND, ())]:
            parts.append([])
        else:
            parts[-1].append(comparable(block))
    return dict(zip(TEXTS, parts, strict=True))


def comparable(block: Block) -> Block:
    """The block without what is said above to be lost."""
    if block.kind in ("table", "rule"):
        return block._replace(depth=0, mark="")
    return block._replace(kind="p") if block.kind == "quote" and block.depth else block


def wanted(name: str) -> list[Block]:
    return [comparable(block) for block in flattened(shown_by_server(TEXTS[name]))]


def test_the_corpus_is_large() -> None:
    assert len(TEXTS) > 600


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in DIFFERENT])
def test_holds_the_blocks_of_the_page(name: str, exported: dict[str, list[Block]]) -> None:
    assert exported[name] == wanted(name)


@pytest.mark.parametrize("name", DIFFERENT)
def test_differs_only_where_it_is_said(name: str, exported: dict[str, list[Block]]) -> None:
    assert exported[name] != wanted(name)
