"""What is changed in the parts of a document before pandoc reads them: it would misread them."""

import re

WITHOUT_MARKS = 987_654_321
"""The number with which a list begins whose items have neither bullets nor numbers."""

# A paragraph with a text box in it would be read as that box alone, and lose its words.
_TEXT_BOX = re.compile(rb"<(/?(?:[\w.-]+:)?)txbxContent\b")
# The group that a text belongs to, which stands above it when it goes out from here.
_ORIGIN = re.compile(rb'<w:p>\s*<w:pPr>\s*<w:pStyle w:val="Origin"\s*/>.*?</w:p>', re.DOTALL)
# pandoc does not tell which lists have no marks.
_NO_MARK = re.compile(rb'<w:numFmt w:val="bullet"\s*/>\s*<w:lvlText w:val="\s*"\s*/>')
_NUMBERED = (
    b'<w:start w:val="%d"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%%1."/>' % WITHOUT_MARKS
)


def amended(name: str, part: bytes) -> bytes:
    """The part that is called `name` as pandoc shall see it."""
    if name == "word/numbering.xml":
        return _NO_MARK.sub(lambda _: _NUMBERED, part)
    return _ORIGIN.sub(b"", _TEXT_BOX.sub(rb"<\1txbxLeftOut", part), count=1)
