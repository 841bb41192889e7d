"""Text files: what their bytes say, when they are text at all."""

import codecs

from app.domain.errors import InvalidError
from app.importing.characters import clean_characters

_ENCODINGS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NUL = "\0"


def decoded(file: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 when it says so. Raises InvalidError."""
    found = (name for mark, name in _ENCODINGS.items() if file.startswith(mark))
    try:
        text = file.decode(next(found, "utf-8"))
    except UnicodeDecodeError:
        raise _no_text() from None
    if _NUL in text:
        raise _no_text()
    return clean_characters(text)


def _no_text() -> InvalidError:
    return InvalidError(
        "This is not a text file, or one in an old encoding. Save it as “UTF-8”, or choose the "
        "Word document."
    )
