"""A text file is taken as it stands, when it is text."""

import codecs
from pathlib import Path

import pytest

from app.domain.errors import InvalidError
from app.importing import markdown_from, read_file
from realtime.limits import MAX_TEXT_BYTES
from tests.rendering.texts import WRITTEN

TEXTS = sorted(path for folder in WRITTEN for path in folder.glob("*.md"))
TEXT = "# الميثاق\n\nWe *learn*, « oui\xa0».\n\n<b>raw</b>\n"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_text_that_went_out_comes_back_to_the_last_character(path: Path) -> None:
    assert markdown_from(path.read_bytes()).markdown == path.read_text()


@pytest.mark.parametrize(
    "file",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("learn", "le\x07a\u200br\u202en").encode(),
    ],
    ids=["UTF-8", "with its mark", "UTF-16", "big end first", "CRLF", "CR", "invisible"],
)
def test_encodings_line_ends_and_invisible_characters_do_not_matter(file: bytes) -> None:
    assert markdown_from(file).markdown == TEXT


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("Café".encode("latin-1"), "not a text file"),
        ("Café".encode("utf-16-le"), "not a text file"),
        (codecs.BOM_UTF16_LE + b"a", "not a text file"),
        (b"a\0b", "not a text file"),
        (b"\x89PNG\r\n\x1a\n", "not a text file"),
        (b" \n\t\n", "no text"),
        (b"a" * (MAX_TEXT_BYTES + 1), "too long"),
        (b"a" * (2 * MAX_TEXT_BYTES + 1), "too large"),
    ],
)
def test_what_is_no_text_or_too_long_is_refused_with_a_sentence(file: bytes, sentence: str) -> None:
    with pytest.raises(InvalidError, match=sentence):
        markdown_from(file)


@pytest.mark.parametrize("name", ["charter.md", "Charter.MARKDOWN", "a.b.txt"])
def test_text_files_are_known_by_their_names(name: str) -> None:
    assert read_file(name, b"# A").markdown == "# A"


@pytest.mark.parametrize("name", ["charter.docx", "charter", "charter.md.exe", ""])
def test_everything_else_is_taken_for_a_word_document(name: str) -> None:
    with pytest.raises(InvalidError, match="not a Word document"):
        read_file(name, b"# A")
