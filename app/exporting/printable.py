"""Words without what no file can hold."""

from __future__ import annotations

import re

# What XML has no place for, and halves of characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(words: str) -> str:
    """The words, with a mark in the place of each such character."""
    return _UNPRINTABLE.sub("\ufffd", words)
