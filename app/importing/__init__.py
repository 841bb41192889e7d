"""Files that somebody brings, read into the Markdown that our editor writes."""

from dataclasses import dataclass, field

from app.domain.errors import InvalidError
from app.importing.elsewhere import read_word_elsewhere
from app.importing.footer import without_footer
from app.importing.limits import MAX_FILE_BYTES
from app.importing.text_files import decoded
from realtime.limits import MAX_TEXT_BYTES

__all__ = ["Imported", "markdown_from", "markdown_of", "read_file"]

_TEXT_FILES = (".md", ".markdown", ".txt")


@dataclass(frozen=True)
class Imported:
    """A text, and what of its file found no place in it: how often, by the name of its kind."""

    markdown: str
    left_out: dict[str, int] = field(default_factory=dict)


def read_file(name: str, file: bytes) -> Imported:
    """A file that is called `name`: a text file, or else a Word document. Raises as those below."""
    return (markdown_from if name.lower().endswith(_TEXT_FILES) else markdown_of)(file)


def markdown_of(docx: bytes) -> Imported:
    """A Word document as Markdown. Raises InvalidError with what is wrong with it; ConflictError
    when many are read at this moment.
    """
    _demand_size(docx, MAX_FILE_BYTES)
    markdown, left_out = read_word_elsewhere(docx)
    return _demand_text(Imported(markdown, left_out))


def markdown_from(text_file: bytes) -> Imported:
    """A Markdown file, as it stands but for line ends and invisible characters, and without the
    footer that it has when it went out from here.

    Raises InvalidError.
    """
    _demand_size(text_file, 2 * MAX_TEXT_BYTES)  # in UTF-16 it may be as long
    return _demand_text(Imported(without_footer(decoded(text_file))))


def _demand_size(file: bytes, most: int) -> None:
    if len(file) > most:
        raise InvalidError("This document is too large to be read. Take it over in smaller parts.")


def _demand_text(imported: Imported) -> Imported:
    if not imported.markdown.strip():
        raise InvalidError("There is no text in this file.")
    if len(imported.markdown.encode()) > MAX_TEXT_BYTES:
        raise InvalidError("The text of this file is too long: it can have two megabytes.")
    return imported
