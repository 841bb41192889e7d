"""The characters that a charter may hold: line-ending habits and invisible junk stay behind."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Marks of Arabic, Persian and emoji spelling (U+200C-U+200F) stay: they change what is read. So do
# the spaces that do not break: who writes French or numbers clauses means them.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\u202a-\u202e]")
_HALVES = re.compile("[\ud800-\udfff]")


def clean_characters(text: str) -> str:
    """`text` with one kind of line end, nothing invisible, and valid Unicode."""
    plain = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    return _HALVES.sub("\ufffd", plain)


def is_sign(character: str) -> bool:
    """Whether it is punctuation or a symbol: marks stand differently beside those."""
    return unicodedata.category(character)[0] in "PS"


def is_letter(character: str) -> bool:
    """Whether it is a letter or a digit, of whatever script."""
    return unicodedata.category(character)[0] in "LN"
