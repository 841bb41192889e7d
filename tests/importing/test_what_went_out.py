"""What is taken along and brought back changes nothing."""

from pathlib import Path

import pytest

from app.exporting import Form, export
from app.importing import read_file
from tests.exporting.papers import ARABIC, CHARTER, paper
from tests.rendering.texts import WRITTEN

FORMS = [Form.DOCX, Form.MARKDOWN]
TEXTS = sorted(path for folder in WRITTEN for path in folder.glob("*.md"))


def returned(form: Form, text: str) -> str:
    return read_file(f"charter.{form}", export(form, paper(text))).markdown


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_it_comes_back_to_the_last_character(form: Form, path: Path) -> None:
    assert returned(form, path.read_text()) == path.read_text()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [CHARTER, ARABIC], ids=["charter", "Arabic"])
def test_once_it_is_written_as_we_write_it_stays_so(form: Form, text: str) -> None:
    once = returned(form, text)
    assert returned(form, once) == once


def test_a_footer_stays_out_of_a_file_that_was_changed_meanwhile() -> None:
    file = export(Form.MARKDOWN, paper(CHARTER)).decode()
    changed = file.replace("We learn from", "We learn with").encode()
    text = read_file("charter.md", changed).markdown
    assert text == CHARTER.replace("We learn from", "We learn with")
