"""What the reader sees is what the editor shows: both parsers read the same in every text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rendering.compositions import composition
from tests.rendering.trees import Tree, shown_by_editor, shown_by_server

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "app" / "demo"
COMPOSITIONS = 400

# Where the two must differ, and why. A text that starts to agree has to leave this list.
DIFFERENT = {
    "autolink": "the editor takes <…> for words; a reader can follow the address",
    "autolink to mail": "the same",
    "HTML right after words": "the editor's parser ends a paragraph where HTML could begin",
    "definition of a reference": "the editor's parser sets it apart; here it is words like others",
    "tab after a mark and a blank line": "the editor's parser takes the item for an empty one",
    "empty numbered item ended by a blank line": "the editor's parser ends only bulleted ones",
}


def corpus() -> dict[str, str]:
    """The snippets by name, the demo texts, and the compositions."""
    texts = {}
    for snippet in (HERE / "corpus.txt").read_text().split("%%% ")[1:]:
        name, _, text = snippet.partition("\n")
        assert name not in texts, f"two snippets are called {name}"
        texts[name] = text
    texts |= {path.name: path.read_text() for path in sorted(DEMO.glob("*.md"))}
    return texts | {f"composition {seed}": composition(seed) for seed in range(COMPOSITIONS)}


TEXTS = corpus()


@pytest.fixture(scope="session")
def editor() -> dict[str, Tree]:
    """What the editor's parser reads in each text."""
    return dict(zip(TEXTS, shown_by_editor(TEXTS.values()), strict=True))


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in DIFFERENT])
def test_reads_as_the_editor_does(name: str, editor: dict[str, Tree]) -> None:
    assert shown_by_server(TEXTS[name]) == editor[name]


@pytest.mark.parametrize("name", DIFFERENT)
def test_differs_only_where_it_is_said(name: str, editor: dict[str, Tree]) -> None:
    assert shown_by_server(TEXTS[name]) != editor[name]
