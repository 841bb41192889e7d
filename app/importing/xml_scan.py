"""The XML of a document, looked through before anything reads it: its bounds, what is in it."""

from xml.parsers import expat

from app.domain.errors import InvalidError
from app.importing.left_out import Kind, Left
from app.importing.limits import MAX_XML_DEPTH, MAX_XML_ELEMENTS
from realtime.limits import MAX_TEXT_BYTES

_MARGINS = ("word/header", "word/footer")
# By their local names. Pictures: as Word draws them today, and as it did before 2010.
_COUNTED = {
    "comment": Kind.COMMENTS,
    "pic": Kind.PICTURES,
    "imagedata": Kind.PICTURES,
    "txbxContent": Kind.TEXT_BOXES,
    "ins": Kind.TRACKED,
    "del": Kind.TRACKED,
}


class Scan:
    """Looks through the parts of one document; counts in `left` what pandoc does not tell of."""

    def __init__(self, left: Left) -> None:
        self._left = left
        self._elements = self._characters = 0
        self._path: list[str] = []
        self._in_margin = self._has_words = False

    def read(self, name: str, part: bytes) -> None:
        """Look through one part. Raises InvalidError."""
        self._path, self._in_margin, self._has_words = [], name.startswith(_MARGINS), False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._note_words
        try:
            parser.Parse(part, True)
        except expat.ExpatError:
            raise InvalidError(
                "This file is damaged. Open it in Word, save it once more as .docx, then try again."
            ) from None
        if self._has_words:
            self._left.note(Kind.MARGINS)

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._elements += 1
        self._path.append(local)
        if len(self._path) > MAX_XML_DEPTH or self._elements > MAX_XML_ELEMENTS:
            raise InvalidError(
                "This document is too large to be read. Take it over in smaller parts."
            )
        # Word writes many a thing twice: as it is, and for those who do not know it.
        if local in _COUNTED and not self._in_margin and "Fallback" not in self._path:
            self._left.note(_COUNTED[local])

    def _end(self, _name: str) -> None:
        self._path.pop()

    def _note_words(self, words: str) -> None:
        if self._path[-1] != "t":
            return
        self._characters += len(words)
        self._has_words |= self._in_margin and not words.isspace()
        if self._characters > MAX_TEXT_BYTES:  # before pandoc and we take our time over it
            raise InvalidError("The text of this file is too long: it can have two megabytes.")


def _refuse_doctype(*_: object) -> None:
    """Word writes none; who does wants names in it replaced by something else."""
    raise InvalidError(
        "This document holds definitions that no Word writes. Open it in Word, save it once more "
        "as .docx, then try again."
    )
