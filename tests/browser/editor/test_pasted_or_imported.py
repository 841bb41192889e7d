"""The same page pasted, or handed in as a Word document, comes out alike."""

from collections.abc import Callable

import pytest

from app.importing import markdown_of
from tests.browser.editor.desk import Desk
from tests.browser.editor.test_clipboard import paste
from tests.importing.test_word import HTML
from tests.importing.word_files import written_by_pandoc

# Where they differ, and why.
DIFFERENT = {
    "lists in lists": "pasted, a list that begins with 3 stands right below its item",
    "code in an item": "pasted, code is one blank further in than it was",
    "the group above a text that went out": "pasted, nobody knows that it is not part of the text",
    "spaces that do not break": "browsers write them where nobody meant them",
}


@pytest.mark.parametrize("name", [name for name in HTML if name not in DIFFERENT])
def test_pasted_or_imported(open_desk: Callable[..., Desk], name: str) -> None:
    desk = open_desk()
    paste(desk, HTML[name][0], "x")
    assert desk.text == markdown_of(written_by_pandoc(HTML[name][0], "html")).markdown.rstrip("\n")
