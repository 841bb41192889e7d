"""What the reader sees is what the editor shows: both parsers read the same in every text."""

from __future__ import annotations

import pytest

from tests.rendering.texts import TEXTS
from tests.rendering.trees import Tree, shown_by_editor, shown_by_server

# Where the two must differ, and why. A text that starts to agree has to leave this list.
DIFFERENT = {
    "tab after a mark and a blank line": "the editor's parser takes the item for an empty one",
    "empty numbered item ended by a blank line": "the editor's parser ends only bulleted ones",
}


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
